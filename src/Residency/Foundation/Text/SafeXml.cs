using System.Xml;

namespace Residency.Foundation.Text;

/// <summary>The one way in which XML from outside is read: nothing is declared, nothing is fetched, nothing grows.</summary>
/// <remarks>A document type declaration is refused, not passed over, so entities never expand. Source: OWASP, XML External Entity Prevention.</remarks>
public static class SafeXml
{
    /// <summary>A reader over bytes that somebody handed in; the stream stays open.</summary>
    /// <param name="file">The bytes; their encoding is found by the reader.</param>
    /// <param name="most">How many characters are read at most.</param>
    /// <exception cref="XmlException">While reading: what stands there is not well-formed or declares a document type.</exception>
    public static XmlReader Read(Stream file, long most) =>
        XmlReader.Create(
            file,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersFromEntities = 1, // 0 would mean that there is no limit
                MaxCharactersInDocument = most,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CloseInput = false,
            }
        );
}
