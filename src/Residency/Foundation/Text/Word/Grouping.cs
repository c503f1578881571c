namespace Residency.Foundation.Text.Word;

/// <summary>Puts together what stands in a file as single paragraphs: lists, quotations, code, explanations of terms.</summary>
internal sealed class Grouping(WordReading reading)
{
    private readonly List<Piece> _done = [];
    private readonly List<OpenList> _lists = [];

    /// <summary>The pieces put together; headings and what describes the text stay as they are.</summary>
    internal List<Piece> Fold(List<Piece> pieces)
    {
        foreach (var piece in new Gathering(reading).Fold(Captions.Attach(EdgeSigns.Begin(pieces), reading)))
        {
            if (piece.List is { Sign: not ListSign.None } place)
            {
                AddEntry(piece, place);
            }
            else if (_lists.Count > 0 && (piece.List is not null || piece.Role == ParagraphRole.ListContinuation))
            {
                CloseBelow(piece.List?.Level ?? _lists[^1].Place.Level);
                Add(_lists[^1].Entries[^1], piece);
            }
            else
            {
                CloseBelow(-1);
                _done.Add(piece);
            }
        }

        CloseBelow(-1);
        return _done;
    }

    /// <summary>The blocks of a cell, a note or a box.</summary>
    internal Sequence<Block> Nested(List<Piece> pieces) => Fold(pieces).Select(piece => Settled(piece, 1)).ToSequence();

    /// <summary>The block of a piece, with the level of a heading below the outline level of sections.</summary>
    internal static Block Settled(Piece piece, int sectionLevel)
    {
        var block = piece is { Role: ParagraphRole.Heading, Block: Paragraph words }
            ? new Heading(words.Id, Math.Clamp(piece.Level - sectionLevel + 2, 3, 6), words.Content)
            : piece.Block;
        return piece.Start is { } start ? block with { Suggested = start } : block;
    }

    private void AddEntry(Piece piece, ListPlace place)
    {
        CloseBelow(place.Level);
        if (
            _lists is [.., var open]
            && open.Place.Level == place.Level
            && (open.Place.List != place.List || open.Place.Sign != place.Sign)
        )
        {
            CloseBelow(place.Level - 1);
        }

        if (_lists is not [.., var top] || top.Place.Level < place.Level)
        {
            _lists.Add(top = new OpenList(place, piece.Paragraph));
        }

        top.Entries.Add([]);
        top.Starts.Add(piece.Start);
        Add(top.Entries[^1], piece with { Start = null });
    }

    private void Add(List<Block> blocks, Piece piece)
    {
        blocks.Add(
            piece.Role == ParagraphRole.Quotation ? new QuotationBlock(reading.NewId(), [piece.Block], []) : Settled(piece, 1)
        );
    }

    private void CloseBelow(int level)
    {
        while (_lists is [.., var open] && open.Place.Level > level)
        {
            _lists.RemoveAt(_lists.Count - 1);
            var block = open.Close(reading.NewId());
            if (_lists.Count > 0)
            {
                _lists[^1].Entries[^1].Add(block);
            }
            else
            {
                _done.Add(new Piece(block, ParagraphRole.Body, open.Paragraph));
            }
        }
    }

    private sealed class OpenList(ListPlace place, int paragraph)
    {
        internal ListPlace Place => place;

        internal int Paragraph => paragraph;

        internal List<List<Block>> Entries { get; } = [];

        /// <summary>What is suggested of each entry.</summary>
        internal List<SuggestedBlock?> Starts { get; } = [];

        internal Block Close(string id) =>
            place.Sign == ListSign.Number
                ? new OrderedList(id, place.Number, Entries.Select((blocks, n) => Plain(blocks, n)).ToSequence())
                : new BulletList(id, Entries.Select(Task).ToSequence());

        private ListItem Plain(List<Block> blocks, int number) => new(blocks.ToSequence()) { Suggested = Starts[number] };

        // Programs without tasks write them as a box before the words.
        private ListItem Task(List<Block> blocks, int number)
        {
            if (blocks is [Paragraph { Content: [Run { Text: ['☐' or '☒' or '☑', ' ', ..] } run, ..] } first, ..])
            {
                blocks[0] = first with { Content = Marks.Tidy([run with { Text = run.Text[2..] }, .. first.Content.Skip(1)]) };
                return Plain(blocks, number) with { Done = run.Text[0] != '☐' };
            }

            return Plain(blocks, number);
        }
    }
}
