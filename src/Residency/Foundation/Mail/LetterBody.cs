using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Residency.Foundation.Mail;

/// <summary>Turns the parts of a letter into text, into simple HTML, and into what the outbox stores.</summary>
public sealed class LetterBody(IDataProtectionProvider protection)
{
    private readonly IDataProtector _secret = protection.CreateProtector("Residency.Mail.Body.v1");

    internal string Store(Letter letter)
    {
        var json = JsonSerializer.Serialize(letter.Parts.Select(Line.Of));
        return letter.IsSecret ? _secret.Protect(json) : json;
    }

    /// <summary>The parts of a stored letter; empty once its body was dropped.</summary>
    public IReadOnlyList<LetterPart> Read(WaitingLetter letter)
    {
        if (letter.Body.Length == 0)
        {
            return [];
        }

        var json = letter.IsSecret ? _secret.Unprotect(letter.Body) : letter.Body;
        return [.. (JsonSerializer.Deserialize<List<Line>>(json) ?? []).Select(line => line.Part)];
    }

    /// <summary>For programs that show no HTML. Lines end with LF.</summary>
    public static string Text(IReadOnlyList<LetterPart> parts) =>
        string.Join(
            "\n\n",
            parts.Select(part =>
                part switch
                {
                    LetterPart.Paragraph paragraph => Clean(paragraph.Text),
                    LetterPart.Link link => $"{Clean(link.Text)}:\n{Clean(link.Address)}",
                    LetterPart.Code code => $"    {Clean(code.Text)}",
                    LetterPart.Quotation quotation => "> "
                        + Clean(quotation.Text).Replace("\n", "\n> ", StringComparison.Ordinal),
                    _ => throw new UnreachableException(),
                }
            )
        ) + "\n";

    /// <summary>Simple HTML without pictures, scripts or anything that is fetched.</summary>
    public static string Html(string subject, IReadOnlyList<LetterPart> parts)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>");
        html.Append(WebUtility.HtmlEncode(subject)).Append("</title></head><body>");
        foreach (var part in parts)
        {
            html.Append(
                part switch
                {
                    LetterPart.Paragraph paragraph => $"<p>{Lines(paragraph.Text)}</p>",
                    LetterPart.Link link when IsWeb(link.Address) =>
                        $"<p><a href=\"{WebUtility.HtmlEncode(link.Address)}\">{Lines(link.Text)}</a></p>",
                    LetterPart.Link link => $"<p>{Lines(link.Text)}</p>",
                    LetterPart.Code code => $"<p><strong><big>{Lines(code.Text)}</big></strong></p>",
                    LetterPart.Quotation quotation => $"<blockquote>{Lines(quotation.Text)}</blockquote>",
                    _ => throw new UnreachableException(),
                }
            );
        }

        return html.Append("</body></html>").ToString();
    }

    /// <summary>Whether a link leads to the web and nowhere else.</summary>
    public static bool IsWeb(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>One line for a header: no control characters, no line or paragraph separators, at most 200 characters.</summary>
    /// <remarks>What looks like an encoded word (RFC 2047) is broken up: it would be decoded, line ends and all.</remarks>
    internal static string Header(string text)
    {
        var line = string.Join(
                ' ',
                new string([.. text.Select(c => IsLineEnd(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            .Replace("=?", "= ?", StringComparison.Ordinal);
        if (line.Length <= 200)
        {
            return line;
        }

        return line[..(char.IsHighSurrogate(line[199]) ? 199 : 200)];
    }

    private static bool IsLineEnd(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF';

    private static string Clean(string text) =>
        new([.. text.ReplaceLineEndings("\n").Where(c => c == '\n' || c == '\t' || !char.IsControl(c))]);

    private static string Lines(string text) =>
        WebUtility.HtmlEncode(Clean(text)).Replace("\n", "<br>", StringComparison.Ordinal);

    private sealed record Line([property: JsonPropertyName("k")] string Kind, [property: JsonPropertyName("t")] string Text)
    {
        [JsonPropertyName("a")]
        public string? Address { get; init; }

        [JsonIgnore]
        public LetterPart Part =>
            Kind switch
            {
                "p" => new LetterPart.Paragraph(Text),
                "a" => new LetterPart.Link(Text, Address ?? ""),
                "c" => new LetterPart.Code(Text),
                "q" => new LetterPart.Quotation(Text),
                _ => throw new InvalidOperationException($"A letter has no part '{Kind}'."),
            };

        public static Line Of(LetterPart part) =>
            part switch
            {
                LetterPart.Paragraph paragraph => new Line("p", paragraph.Text),
                LetterPart.Link link => new Line("a", link.Text) { Address = link.Address },
                LetterPart.Code code => new Line("c", code.Text),
                LetterPart.Quotation quotation => new Line("q", quotation.Text),
                _ => throw new UnreachableException(),
            };
    }
}
