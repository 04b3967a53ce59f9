namespace Aigc.Core.Text.Offline;

/// <summary>Words that the rules know, with their Chinese.</summary>
internal static class Vocabulary
{
    public static readonly IReadOnlyDictionary<string, string> Colors = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["black"] = "黑色",
        ["white"] = "白色",
        ["blue"] = "蓝色",
        ["navy"] = "藏青色",
        ["turquoise"] = "绿松石色",
        ["teal"] = "蓝绿色",
        ["green"] = "绿色",
        ["olive"] = "橄榄绿",
        ["red"] = "红色",
        ["orange"] = "橙色",
        ["yellow"] = "黄色",
        ["purple"] = "紫色",
        ["pink"] = "粉色",
        ["silver"] = "银色",
        ["gold"] = "金色",
        ["grey"] = "灰色",
        ["gray"] = "灰色",
        ["brown"] = "棕色",
        ["beige"] = "米色",
    };

    public static readonly IReadOnlyDictionary<string, string> Materials = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["carbon fiber"] = "碳纤维",
        ["carbon fibre"] = "碳纤维",
        ["stainless steel"] = "不锈钢",
        ["aluminum"] = "铝",
        ["aluminium"] = "铝",
        ["ripstop nylon"] = "防撕裂尼龙",
        ["nylon"] = "尼龙",
        ["polyester"] = "涤纶",
        ["cotton"] = "棉",
        ["leather"] = "皮革",
        ["wool"] = "羊毛",
        ["wood"] = "木",
        ["ceramic"] = "陶瓷",
        ["glass"] = "玻璃",
        ["titanium"] = "钛",
        ["steel"] = "钢",
        ["rubber"] = "橡胶",
        ["cork"] = "软木",
    };

    public static readonly IReadOnlyDictionary<string, string> Qualities = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["lightweight"] = "轻便",
        ["durable"] = "耐用",
        ["waterproof"] = "防水",
        ["water-resistant"] = "抗水",
        ["windproof"] = "防风",
        ["breathable"] = "透气",
        ["insulated"] = "保暖",
        ["tear-resistant"] = "防撕裂",
        ["rugged"] = "坚固",
        ["compact"] = "小巧",
        ["ergonomic"] = "符合人体工学",
        ["adjustable"] = "可调节",
        ["foldable"] = "可折叠",
        ["collapsible"] = "可伸缩",
        ["rechargeable"] = "可充电",
        ["spacious"] = "大容量",
        ["versatile"] = "多用途",
        ["eco-friendly"] = "环保",
        ["shock-absorbing"] = "减震",
        ["anti-slip"] = "防滑",
        ["machine-washable"] = "可机洗",
    };

    public static readonly IReadOnlyDictionary<string, string> Categories = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Climbing"] = "攀岩装备",
        ["Cycling"] = "骑行装备",
        ["Ski/boarding"] = "滑雪装备",
        ["Trekking"] = "徒步装备",
        ["Bags"] = "箱包",
        ["Navigation"] = "导航设备",
        ["Jackets"] = "夹克",
        ["Footwear"] = "鞋履",
        ["Mugs"] = "杯具",
        ["Home"] = "家居",
        ["Kitchen"] = "厨房用品",
        ["Apparel"] = "服饰",
    };
}
