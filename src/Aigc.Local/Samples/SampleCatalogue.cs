using System.Text;

namespace Aigc.Local.Samples;

/// <summary>A small catalogue that the product draws itself: photos of simple products, a feed with a few honest mistakes in it, and recipes: one in two languages, one with every kind of copy.</summary>
public static class SampleCatalogue
{
    private const string Feed = """
        id,title,description,brand,product_type,price,color,image_link
        mug-01,Trail Mug,"This durable mug is made from stainless steel and features a slip-free base, a fitted lid, and a handle for two fingers. Available in forest green. It holds 350 ml.",Kestrel,Mugs,18.90 EUR,green,photos/mug.png
        mug-02,Morning Mug,"<p>A ceramic mug with a <b>wide rim</b> and a matte finish.</p>",Kestrel,Mugs,12.50 EUR,,photos/mug-blue.png
        bottle-01,Ridge Bottle 750 ml,"This lightweight bottle features a screw cap, a carrying loop, and a wide mouth. Made of stainless steel.",Northway,Outdoor,24.00 EUR,silver,photos/bottle.png
        bottle-02,Creek Bottle,"A compact bottle with a flip lid. Perfect for short hikes.",Northway,Outdoor,15.00 EUR,orange,photos/bottle-orange.png
        lamp-01,Desk Lamp Aru,"This adjustable lamp features a weighted base, a fabric cable, and a dimmable LED light.",Lumio,Home,59.00 EUR,black,photos/lamp.png
        shirt-01,Everyday T-Shirt,"A breathable cotton T-shirt with a round neck and reinforced seams. Machine-washable.",Fold,Apparel,19.00 EUR,red,photos/shirt.png
        bag-01,Transit Backpack 22L,"This waterproof backpack features a padded laptop sleeve, two side pockets, and a chest strap.",Fold,Bags,89.00 EUR,teal,photos/backpack.png
        bag-02,Market Tote,"A foldable tote with long handles and an inner pocket. Made of cotton.",Fold,Bags,22.00 EUR,yellow,photos/tote.png
        ball-01,Beach Ball,"A lightweight ball with six panels.",Playa,Toys,9.90 EUR,pink,photos/ball.png
        lamp-02,Lantern Kivi,"A rechargeable lantern with two light levels.",Lumio,Home,39.00 EUR,,photos/cluttered.png
        mug-03,Thumbnail Mug,"A mug whose only photo is far too small.",Kestrel,Mugs,11.00 EUR,blue,photos/small.png
        mug-01,Trail Mug,"This durable mug is made from stainless steel and features a slip-free base, a fitted lid, and a handle for two fingers. Available in forest green. It holds 350 ml.",Kestrel,Mugs,17.90 EUR,green,photos/mug.png
        ,Nameless Thing,"A row without an id: it ends in errors.jsonl.",Nobody,Home,1.00 EUR,,
        """;

    private const string Bilingual = """
        {
          "name": "bilingual",
          "outputs": [
            { "slot": "attributes" },
            { "slot": "title.en" }, { "slot": "title.zh-CN" },
            { "slot": "highlights.en", "count": 4 }, { "slot": "highlights.zh-CN", "count": 4 },
            { "slot": "description.en" }, { "slot": "description.zh-CN" },
            { "slot": "image.white" }, { "slot": "image.transparent" }, { "slot": "image.scene", "template": "oak-studio" }
          ]
        }
        """;

    private const string Copy = """
        {
          "name": "copy",
          "rules": { "doNotTranslate": ["LED"] },
          "signals": {
            "trends": [{ "term": "stainless steel", "weight": 900, "growth": 0.4 }, { "term": "不锈钢", "weight": 900, "growth": 0.4 }],
            "performance": [{ "kind": "scene", "text": "oak-studio", "impressions": 9000, "clicks": 310 }, { "kind": "scene", "text": "slate-studio", "impressions": 8000, "clicks": 120 }]
          },
          "outputs": [
            { "slot": "category" },
            { "slot": "attributes.en" }, { "slot": "attributes.zh-CN" },
            { "slot": "title.en" }, { "slot": "title.zh-CN" },
            { "slot": "highlights.en" }, { "slot": "highlights.zh-CN" },
            { "slot": "description.en" }, { "slot": "description.zh-CN" },
            { "slot": "ad.en" }, { "slot": "ad.zh-CN", "adChannel": "social" },
            { "slot": "keywords.en" }, { "slot": "keywords.zh-CN" },
            { "slot": "ideas.en" }, { "slot": "ideas.zh-CN" },
            { "slot": "title.de", "from": "title.en" }
          ]
        }
        """;

    /// <summary>Writes the catalogue; the path of its feed.</summary>
    public static async Task<string> WriteAsync(string folder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(Path.Combine(folder, "photos"));
        foreach (var (name, png) in SamplePhotos.Draw()) await File.WriteAllBytesAsync(Path.Combine(folder, "photos", name), png, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "bilingual.json"), Bilingual, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "copy.json"), Copy, cancellationToken);
        var feed = Path.Combine(folder, "products.csv");
        await File.WriteAllTextAsync(feed, Feed, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        return feed;
    }
}
