using Residency.Foundation.Text.Myst;

namespace Residency.Foundation.Text;

/// <summary>What describes a text: who wrote it, about what, under which licence.</summary>
public sealed record FrontMatter
{
    /// <summary>Plain text; null when the file names none.</summary>
    public string? Title { get; init; }

    public string? Subtitle { get; init; }

    /// <summary>What the text is about, in a few sentences.</summary>
    public string? Description { get; init; }

    public DateOnly? Date { get; init; }

    public Sequence<Author> Authors { get; init; }

    /// <summary>An SPDX identifier, such as "CC-BY-4.0".</summary>
    public string? Licence { get; init; }

    public Sequence<string> Keywords { get; init; }

    public Sequence<Funding> Funding { get; init; }

    /// <summary>A BCP 47 tag, such as "en-GB".</summary>
    public string? Language { get; init; }

    /// <summary>Without the address of a resolver: 10.5281/zenodo.1.</summary>
    public string? Doi { get; init; }

    /// <summary>Names of files with cited works.</summary>
    public Sequence<string> Bibliography { get; init; }

    /// <summary>How the text stands in its hub; null when the file does not say.</summary>
    public HubMatter? Hub { get; init; }
}

/// <summary>Somebody who wrote or contributed.</summary>
public sealed record Author(string Name)
{
    /// <summary>With hyphens and a right check digit: 0000-0002-1825-0097.</summary>
    public string? Orcid { get; init; }

    public Sequence<Affiliation> Affiliations { get; init; }

    /// <summary>Official names of the CRediT taxonomy, such as "Writing – original draft".</summary>
    public Sequence<string> Roles { get; init; }

    /// <summary>Whether readers may turn to this person. The address is never part of a file.</summary>
    public bool IsCorresponding { get; init; }
}

/// <summary>Where an author works.</summary>
public sealed record Affiliation(string Name)
{
    /// <summary>The identifier at ror.org without its address: nine characters.</summary>
    public string? Ror { get; init; }
}

/// <summary>Who paid for the work.</summary>
public sealed record Funding(string Funder)
{
    /// <summary>The number of the grant.</summary>
    public string? Award { get; init; }

    /// <summary>The identifier at ror.org without its address: nine characters.</summary>
    public string? Ror { get; init; }

    /// <summary>The sentence that the funder wants to read in the text.</summary>
    public string? Statement { get; init; }
}

/// <summary>How a text stands in a hub: the block "residency" of the front matter, alone or under "options".</summary>
public sealed record HubMatter
{
    /// <summary>The key of the framework whose questions the text answers.</summary>
    public string? Framework { get; init; }

    public string? Genre { get; init; }

    public string? Sector { get; init; }

    public string? Organisation { get; init; }

    /// <summary>A country code of two letters, or a name.</summary>
    public string? Country { get; init; }

    public string? Cohort { get; init; }

    public int? Year { get; init; }

    public Sequence<string> Themes { get; init; }

    public Sequence<string> Audience { get; init; }

    public Sequence<string> Takeaways { get; init; }

    public string? Acknowledgement { get; init; }

    /// <summary>Tags for which there is no field above, each as its side, a colon and its value.</summary>
    public Sequence<string> Tags { get; init; }

    /// <summary>The permanent code of the public page.</summary>
    public string? Code { get; init; }

    /// <summary>Which edition or revision this is, in words.</summary>
    public string? Version { get; init; }

    /// <summary>What a page of a book needs to be read back as the same text; reading uses it up.</summary>
    internal PageMatter? Page { get; init; }
}
