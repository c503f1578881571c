using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Residency.Journeys.EveryPage;

/// <summary>A person on one page, with what they know of the demonstration.</summary>
public sealed class Stay(Visit visit, Landmarks landmarks)
{
    public IPage Page => visit.Page;

    public Visit Visit => visit;

    public Landmarks Landmarks => landmarks;

    /// <summary>Opens an address; names in braces stand for what <see cref="Landmarks"/> knows.</summary>
    public Task OpenAsync(string path, int status = 200) => visit.GoAsync(landmarks.Fill(path), status);

    /// <summary>Presses a button that sends a form, without the browser's own checks, and waits for the answer.</summary>
    public async Task SendAsync(string button, int status)
    {
        if (status >= 400)
        {
            visit.ExpectRefusal(Page.Url);
        }

        await Page.EvaluateAsync("document.querySelectorAll('form').forEach(form => { form.noValidate = true })");
        var here = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IFrame frame) => here.TrySetResult();
        Page.FrameNavigated += Arrive;
        var answer = await Page.RunAndWaitForResponseAsync(
            () => Page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new Regex(button) }).First.ClickAsync(),
            response => response.Request is { Method: "POST", IsNavigationRequest: true }
        );
        await here.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Page.FrameNavigated -= Arrive;
        await Page.WaitForLoadStateAsync();
        answer.Status.ShouldBe(status, $"after pressing {button} on {Page.Url}");
    }

    /// <summary>Empties every field of the page, then sends the form of a button.</summary>
    public async Task SendNothingAsync(string button, int status = 422)
    {
        await Page.EvaluateAsync(
            """
            document.querySelectorAll('main form[method=post] :is(input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea)')
              .forEach(field => { field.value = ''; })
            """
        );
        await SendAsync(button, status);
    }

    /// <summary>Writes into a field.</summary>
    public Task FillAsync(string label, string text) =>
        Page.Locator("main").GetByLabel(label, new() { Exact = true }).First.FillAsync(text);

    /// <summary>Opens everything on the page that folds.</summary>
    public Task UnfoldAsync() => Page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => { fold.open = true })");
}
