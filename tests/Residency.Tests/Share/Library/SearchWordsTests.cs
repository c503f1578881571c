using Microsoft.Data.Sqlite;
using Residency.Share.Library.Model;

namespace Residency.Tests.Share.Library;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("open data", "\"open\" AND \"data\"*", "'open' & 'data':*")]
    [InlineData("open data ", "\"open\" AND \"data\"", "'open' & 'data'")]
    [InlineData("\"open data\" hub", "\"open data\" AND \"hub\"*", "('open' <-> 'data') & 'hub':*")]
    [InlineData("data -model ", "(\"data\") NOT \"model\"", "'data' & !'model'")]
    [InlineData("re-use", "\"re use\"*", "('re' <-> 'use':*)")]
    [InlineData("O'Brien ", "\"o brien\"", "('o' <-> 'brien')")]
    [InlineData("Zürich ", "\"zürich\"", "'zürich'")]
    public void Words_phrases_beginnings_and_exclusions(string typed, string fts5, string tsquery)
    {
        var words = SearchWords.Of(typed);
        words.ForFts5().ShouldBe(fts5);
        words.ForTsQuery().ShouldBe(tsquery);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"")]
    [InlineData("***")]
    [InlineData("-")]
    [InlineData("-model")]
    [InlineData("' OR 1=1 --")]
    [InlineData("NEAR( AND OR NOT ^")]
    [InlineData("a:b c{d} \\ ( ) \" - * ^ : & | ! <-> ''")]
    [InlineData("\ud800 \u0000 \u202e")]
    public void No_input_is_ever_a_syntax_error(string typed)
    {
        var words = SearchWords.Of(typed);
        if (words.IsEmpty)
        {
            return;
        }

        using var db = new SqliteConnection("Data Source=:memory:");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "create virtual table t using fts5(body); select count(*) from t where t match $words";
        command.Parameters.AddWithValue("$words", words.ForFts5());
        command.ExecuteScalar().ShouldBe(0L);
    }

    [Fact]
    public void A_very_long_search_is_cut_and_says_so()
    {
        var words = SearchWords.Of(string.Join(' ', Enumerable.Range(0, 100).Select(n => $"word{n}")));
        words.Parts.Count.ShouldBe(16);
        words.WasCut.ShouldBeTrue();
    }
}
