using System.Text.RegularExpressions;
using Residency.Foundation.Text;

namespace Residency.Make.CaseStudies.Model;

/// <summary>Finds what a template left in a text: prompts, questions and signs for "to be filled in".</summary>
internal static partial class PromptCheck
{
    public static IEnumerable<Finding> Run(CheckMatter matter)
    {
        var asked = (matter.Framework?.Sections ?? [])
            .SelectMany(section => section.Questions.Append(section.Prompt).Append(section.Guidance))
            .Select(Plain)
            .Where(prompt => prompt.Length > 20)
            .ToList();
        foreach (var block in matter.Document.AllBlocks().Where(block => block is Paragraph or Heading))
        {
            var words = DocumentText.Of(block);
            if (Placeholder().Match(words) is { Success: true } found)
            {
                yield return Left(block, found.Value);
            }
            // A question may well stand as a heading over its answer, as round-tables do.
            else if (block is Paragraph && asked.Any(prompt => Plain(words).Contains(prompt, StringComparison.Ordinal)))
            {
                yield return Left(block, DocumentText.Excerpt(new Document([new Section("s", [], [block])]), 80));
            }
        }
    }

    private static Finding Left(Block block, string words) =>
        new(
            CheckKind.PromptLeft,
            Weight.Blocks,
            block.Id,
            $"A prompt of the template is still in the text: “{words}”. Replace it or take it out."
        );

    private static string Plain(string text) => Description.OneLine(text).ToLowerInvariant();

    // What people and templates write where something is missing.
    [GeneratedRegex(
        @"lorem ipsum|\[\s*(insert|add|your|enter|tbc|tbd|to be)\b[^\]]{0,80}\]|\btodo\b|\btbd\b|\btbc\b|to be added|<your [^>]{0,60}>|\bxxx+\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 500
    )]
    private static partial Regex Placeholder();
}
