using System.Diagnostics;
using System.Security;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>LibreOffice as somebody reviews a file in it: it records what is changed by itself.</summary>
internal static class OfficeReview
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Opens the file, replaces "twelve", takes out the paragraph "Nobody reads this.", adds words and a paragraph at the end, makes "another" bold, comments on "hall", and saves.</summary>
    public static async Task ReviewAsync(string source, string target, string profile)
    {
        var user = $"-env:UserInstallation={new Uri(profile).AbsoluteUri}";
        await RunAsync(user, "--headless", "--norestore", "--terminate_after_init");
        var library = Directory.CreateDirectory(Path.Combine(profile, "user", "basic", "Standard")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(library, "script.xlb"),
            Start("library:library", "library.dtd")
                + "<library:library xmlns:library=\"http://openoffice.org/2000/library\" library:name=\"Standard\" library:readonly=\"false\" "
                + "library:passwordprotected=\"false\"><library:element library:name=\"Module1\"/></library:library>"
        );
        await File.WriteAllTextAsync(
            Path.Combine(library, "Module1.xba"),
            Start("script:module", "module.dtd")
                + "<script:module xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Module1\" script:language=\"StarBasic\">"
                + $"{SecurityElement.Escape(Macro)}</script:module>"
        );
        await RunAsync(
            user,
            "--headless",
            "--norestore",
            $"macro:///Standard.Module1.Review(\"{new Uri(source).AbsoluteUri}\",\"{new Uri(target).AbsoluteUri}\")"
        );
    }

    private const string Macro = """
        Sub Review(source As String, target As String)
          On Error Goto Failed
          Dim hidden(0) As New com.sun.star.beans.PropertyValue
          hidden(0).Name = "Hidden"
          hidden(0).Value = True
          doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
          doc.RecordChanges = True
          search = doc.createSearchDescriptor()
          search.SearchString = "twelve"
          doc.findFirst(search).setString("thirteen")
          search.SearchString = "Nobody reads this."
          cursor = doc.Text.createTextCursorByRange(doc.findFirst(search))
          cursor.gotoNextParagraph(True)
          cursor.setString("")
          search.SearchString = "another"
          doc.findFirst(search).CharWeight = 150
          doc.Text.insertString(doc.Text.getEnd(), " Indeed.", False)
          doc.Text.insertControlCharacter(doc.Text.getEnd(), 0, False)
          doc.Text.insertString(doc.Text.getEnd(), "A new paragraph.", False)
          search.SearchString = "hall"
          found = doc.findFirst(search)
          note = doc.createInstance("com.sun.star.text.textfield.Annotation")
          note.Author = "Lea Legal"
          note.Content = "Which hall?"
          doc.Text.insertTextContent(found, note, True)
          Dim save(0) As New com.sun.star.beans.PropertyValue
          save(0).Name = "FilterName"
          save(0).Value = "MS Word 2007 XML"
          doc.storeToURL(target, save())
          doc.close(True)
        Failed:
          StarDesktop.terminate()
        End Sub
        """;

    private static string Start(string root, string types) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE {root} PUBLIC \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"{types}\">\n";

    private static async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("soffice", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException("soffice did not start; run 'tools/dev setup'.");
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
