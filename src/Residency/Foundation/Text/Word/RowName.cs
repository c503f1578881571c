using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Residency.Foundation.Text.Word;

/// <summary>Which line of a document a paragraph of a Word file is.</summary>
internal enum RowPart
{
    /// <summary>The content of a block: a paragraph, a heading, a picture, code.</summary>
    Block,

    /// <summary>The caption of a picture, a table or code.</summary>
    Caption,

    /// <summary>Who said a quotation.</summary>
    Attribution,

    /// <summary>The title of a section.</summary>
    Title,

    /// <summary>The title of a callout.</summary>
    Head,

    /// <summary>A term, by its number in the list.</summary>
    Term,

    /// <summary>A cell without blocks, by its number in the table.</summary>
    Cell,

    /// <summary>An entry without blocks, by its number in the list.</summary>
    Entry,

    /// <summary>What describes the text.</summary>
    Matter,
}

/// <summary>The name of a line. A hidden bookmark carries it through programs that keep bookmarks.</summary>
/// <param name="Id">The id of the block or section.</param>
/// <param name="Number">From 0 within its owner.</param>
internal readonly record struct RowName(RowPart Part, string Id, int Number = 0)
{
    /// <summary>What all names begin with; Word hides bookmarks that begin with a low line.</summary>
    internal const string Start = "_res";

    /// <summary>What the names of what describes the text begin with.</summary>
    internal const string Matter = Start + "m";

    private const int LongestId = 24;

    /// <summary>The bookmark: at most 40 letters, digits and low lines, as Word allows.</summary>
    internal string Bookmark
    {
        get
        {
            var isPlain = Id.Length <= LongestId && Id.All(char.IsAsciiLetterOrDigit);
            var id = isPlain ? Id : "x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Id)))[..20];
            return string.Create(CultureInfo.InvariantCulture, $"{Start}{Letter}{(Number > 0 ? Number : "")}_{id}");
        }
    }

    private char Letter =>
        Part switch
        {
            RowPart.Block => 'b',
            RowPart.Caption => 'c',
            RowPart.Attribution => 'a',
            RowPart.Title => 't',
            RowPart.Head => 'h',
            RowPart.Term => 'd',
            RowPart.Cell => 'k',
            RowPart.Entry => 'e',
            RowPart.Matter => 'm',
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
