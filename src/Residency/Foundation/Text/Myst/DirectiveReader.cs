namespace Residency.Foundation.Text.Myst;

/// <summary>What directives become.</summary>
internal sealed class DirectiveReader(BlockReader blocks, LineReader lines, MystReading reading)
{
    /// <summary>What stands before the key of a quotation among the classes of a directive.</summary>
    internal const string QuotationClass = "quotation-";

    private readonly DirectiveTables _tables = new(blocks, lines, reading);

    internal List<Block> Read(Directive directive, Frame frame)
    {
        var labels = new[] { directive.Take("name"), directive.Take("label") }
            .OfType<string>()
            .Where(label => label.Length > 0)
            .ToList();
        var read = Known(directive, frame);
        if (read.Count > 0)
        {
            read[0] = reading.Label(read[0], labels, directive.Line);
        }

        var left = string.Join(", ", directive.Left);
        if (left.Length > 0)
        {
            reading.Note(directive.Line, $"options of {directive.Name}", $"Left out: {left}.");
        }

        return read;
    }

    private List<Block> Known(Directive directive, Frame frame)
    {
        switch (directive.Name)
        {
            case "figure":
                return Figure(directive, frame);
            case "image":
                return [Picture(directive, [])];
            case "admonition" or "dropdown":
                return [Box(directive, CalloutKind.General, frame)];
            case "epigraph" or "pull-quote" or "blockquote" or "highlights":
                return [Quotation(directive, frame)];
            case "code" or "code-block" or "sourcecode" or "code-cell":
                return [Code(directive, frame)];
            case "mermaid":
                return [new CodeBlock("", directive.Body.TrimEnd('\n')) { Language = "mermaid" }];
            case "math":
                return [new FormulaBlock("", Join(directive.Argument, directive.Body))];
            case "table":
                return _tables.Table(directive, frame);
            case "list-table":
                return _tables.ListTable(directive, frame);
            case "csv-table":
                return _tables.CsvTable(directive, frame);
            case "glossary" or "div":
                return Body(directive, frame);
            case "tab-set"
            or "grid"
            or "grid-item"
            or "tabs"
            or "margin"
            or "aside"
            or "sidebar"
            or "topic"
            or "card"
            or "grid-item-card"
            or "tab-item"
            or "tab":
                return Layout(directive, frame);
            case "toctree"
            or "tableofcontents"
            or "toc"
            or "contents"
            or "bibliography"
            or "index"
            or "raw"
            or "embed"
            or "include"
            or "literalinclude"
            or "iframe":
                return LeftOut(directive);
            default:
                return KindOf(directive.Name) is { } kind ? [Box(directive, kind, frame)] : Unknown(directive, frame);
        }
    }

    private static CalloutKind? KindOf(string name) =>
        name switch
        {
            "note" => CalloutKind.Note,
            "tip" => CalloutKind.Tip,
            "hint" => CalloutKind.Hint,
            "important" => CalloutKind.Important,
            "attention" => CalloutKind.Attention,
            "caution" => CalloutKind.Caution,
            "warning" => CalloutKind.Warning,
            "danger" => CalloutKind.Danger,
            "error" => CalloutKind.Error,
            "seealso" => CalloutKind.SeeAlso,
            _ => null,
        };

    private List<Block> Body(Directive directive, Frame frame) =>
        blocks.Read(directive.Body, frame.Below with { Line = directive.BodyLine });

    private Sequence<Inline> Title(Directive directive, Frame frame) =>
        directive.Argument.Length == 0 ? [] : lines.Read(directive.Argument, frame with { Line = directive.Line });

    private static string Join(string argument, string body) =>
        argument.Length == 0 ? body.Trim('\n')
        : body.Length == 0 ? argument
        : $"{argument}\n{body.Trim('\n')}";

    private List<Block> Figure(Directive directive, Frame frame)
    {
        var body = Body(directive, frame);
        var caption = body is [Paragraph first, ..] ? first.Content : [];
        var legend = caption.IsEmpty ? body : body[1..];
        if (legend.Count > 0)
        {
            reading.Note(directive.BodyLine, "legend", "What stands under the caption of a figure was set after the figure.");
        }

        return [Picture(directive, caption), .. legend];
    }

    private Block Picture(Directive directive, Sequence<Inline> caption)
    {
        var alternative = directive.Take("alt");
        var file = directive.Argument;
        if (!DocumentRules.Allows(file))
        {
            reading.Warn(directive.Line, "picture", $"A picture may not come from “{file}”; its words were kept.");
            return new Paragraph(
                "",
                caption.IsEmpty ? [new Run(alternative is { Length: > 0 } ? alternative : "[picture]")] : caption
            );
        }

        return new Figure("", file, caption)
        {
            Alternative = alternative is { Length: > 0 } ? alternative : null,
            Decorative = directive.Take("decorative") is not null,
            Licence = directive.Take("licence") ?? directive.Take("license"),
            Source = directive.Take("source"),
        };
    }

    private Callout Box(Directive directive, CalloutKind kind, Frame frame)
    {
        var folded = directive.Name == "dropdown";
        var classes = (directive.Take("class") ?? "").Split(' ', ',').Where(name => name.Length > 0).ToList();
        folded |= classes.Remove("dropdown");
        if (kind == CalloutKind.General && classes.Select(KindOf).FirstOrDefault(found => found is not null) is { } named)
        {
            kind = named;
            classes.RemoveAll(name => KindOf(name) is not null);
        }

        if (classes.Count > 0)
        {
            reading.Note(directive.Line, $"options of {directive.Name}", $"Left out: class {string.Join(' ', classes)}.");
        }

        _ = directive.Take("open");
        return new Callout("", kind, Title(directive, frame), Body(directive, frame).ToSequence()) { Folded = folded };
    }

    private QuotationBlock Quotation(Directive directive, Frame frame)
    {
        var id = directive.Take("quotation") ?? QuotationOf(directive);
        var attribution = directive.Take("attribution");
        var body = Body(directive, frame);
        var isAttributed =
            attribution is null
            && directive
                .Body.Split('\n')
                .Any(line => line.StartsWith("-- ", StringComparison.Ordinal) || line.StartsWith("— ", StringComparison.Ordinal))
            && body is [_, .., Paragraph { Content: [Run { Text: ['-' or '—', ..] }, ..] }];
        var quotation = BlockReader.Attributed(body, isAttributed);
        if (attribution is not null)
        {
            quotation = quotation with { Attribution = lines.Read(attribution, frame with { Line = directive.Line }) };
        }

        if (directive.Argument.Length > 0)
        {
            quotation = quotation with { Blocks = [new Paragraph("", Title(directive, frame)), .. quotation.Blocks] };
        }

        return quotation with
        {
            QuotationId = id,
        };
    }

    private string? QuotationOf(Directive directive)
    {
        var named = directive.Take("class");
        if (named is null || named.StartsWith(QuotationClass, StringComparison.Ordinal))
        {
            return named?[QuotationClass.Length..];
        }

        reading.Note(directive.Line, $"options of {directive.Name}", $"Left out: class {named}.");
        return null;
    }

    private CodeBlock Code(Directive directive, Frame frame)
    {
        if (directive.Name == "code-cell")
        {
            reading.Note(directive.Line, "code-cell", "The code was kept and is not run.");
        }

        var caption = directive.Take("caption");
        return new CodeBlock("", directive.Body.TrimEnd('\n'))
        {
            Language = directive.Argument.Length > 0 ? directive.Argument : null,
            Caption = caption is null ? [] : lines.Read(caption, frame with { Line = directive.Line }),
        };
    }

    private List<Block> Layout(Directive directive, Frame frame)
    {
        reading.Note(directive.Line, directive.Name, "The content was kept, the layout was not.");
        var body = Body(directive, frame);
        var isBox = directive.Name is not ("tab-set" or "grid" or "grid-item" or "tabs" or "margin");
        return isBox ? [new Callout("", CalloutKind.General, Title(directive, frame), body.ToSequence())] : body;
    }

    private List<Block> LeftOut(Directive directive)
    {
        var what = directive.Name switch
        {
            "toctree" or "toc" => $"The list of files was left out: {Files(directive)}.",
            "tableofcontents" or "contents" => "The table of contents was left out; pages make their own.",
            "bibliography" => "The place of the bibliography was left out; cited works are listed at the end.",
            "raw" => "Raw code for one format was left out.",
            _ => $"Only a text with its own words can be imported; left out: {directive.Argument}.",
        };
        _ = directive.Left.ToList().ConvertAll(directive.Take);
        reading.Warn(directive.Line, directive.Name, what);
        return [];
    }

    private static string Files(Directive directive) =>
        string.Join(", ", directive.Body.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private List<Block> Unknown(Directive directive, Frame frame)
    {
        reading.Warn(directive.Line, $"directive {directive.Name}", "The directive is not known; its content was kept in a box.");
        var title = directive.Argument.Length == 0 ? directive.Name : $"{directive.Name}: {directive.Argument}";
        return [new Callout("", CalloutKind.General, [new Run(title)], Body(directive, frame).ToSequence())];
    }
}
