using System.Text.RegularExpressions;
using Aigc.Contracts.Items;
using Aigc.Contracts.Products;

namespace Aigc.Core.Text.Injection;

/// <summary>Copy leads nobody off the page: no addresses, mail, telephone numbers or messenger names, unless the brand itself is written so.</summary>
internal static partial class ContactDetails
{
    public static CopyFault? FaultOf(SlotResult made, Product product)
    {
        var found = SlotTexts.Of(made).SelectMany(part => Contact().Matches(part.Text)).FirstOrDefault(match => product.Brand?.Contains(match.Value, StringComparison.OrdinalIgnoreCase) != true);
        return found is null ? null : new("contact-details", "Leave out web addresses, mail addresses, telephone numbers and messenger names. Answer with the corrected JSON object alone.");
    }

    [GeneratedRegex(
        @"https?:|www\.|\b[\w.+-]+@[\w-]+\.\w{2,}|\b[\w-]{2,}\.(?:com|net|org|io|cn|shop|xyz|top|ru|info|biz|co\.uk|de)\b|(?<![\w.])\+?\d{1,3}[ -]?(?:\(\d{2,4}\)|\d{2,4})[ -]\d{3,4}[ -]\d{3,4}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?:加|微|v|薇|扣)\s*(?:信|x|我)\s*[:：号]|(?:QQ|微信|WeChat|WhatsApp|Telegram)\s*(?:号|群|id)?\s*[:：]?\s*[\w+-]{5,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Contact();
}
