/// Made-up companies: a stem put together from syllables and what they do. Every stem is used once.
struct CompanyNames {
    struct Name {
        /// "Brenmoor Logistics"
        var name: String
        /// `brenmoor`: the stem, with a number from the second round of stems on.
        var slug: String
        var industry: String
        /// A name that nobody can own (RFC 2606).
        var domain: String { slug + ".example" }
    }

    /// The one customer whose name is not made from syllables: people know it from links such as
    /// `/dashboards/409?Account%20name=Databricks`, and find their way with them. All that the demo says of it is made up.
    static let wellKnown = Name(name: "Databricks", slug: "databricks", industry: "Software")

    private static let beginnings = [
        "Bren", "Cald", "Dorn", "Elv", "Farr", "Grav", "Hest", "Ister", "Jor", "Kell", "Lind", "Morr", "Nor", "Orr",
        "Pell", "Quill", "Rav", "Sund", "Thal", "Umber", "Varr", "Wex", "Yarr", "Zell",
    ]
    private static let endings = [
        "moor", "wick", "haven", "mark", "stead", "vale", "quist", "ford", "mont", "brook", "dane", "holt",
    ]
    private static let trades: [(industry: String, words: [String])] = [
        ("Financial services", ["Capital", "Bank", "Payments", "Insurance"]),
        ("Software", ["Software", "Systems", "Cloud", "Labs"]), ("Health", ["Health", "Biotech", "Diagnostics"]),
        ("Retail", ["Stores", "Outfitters", "Market"]), ("Transport", ["Logistics", "Freight", "Mobility"]),
        ("Media and games", ["Games", "Studios", "Media"]), ("Industry", ["Robotics", "Energy", "Semiconductors"]),
        ("Public sector", ["Research Institute", "Transit Authority"]),
    ]

    private var stems: [String]
    private var used = 0
    private var random: Random

    init(seed: UInt64) {
        random = Random(seed: seed, .names)
        stems = Self.beginnings.flatMap { beginning in Self.endings.map { beginning + $0 } }
        for index in stems.indices.reversed() { stems.swapAt(index, random.below(index + 1)) }
    }

    mutating func next() -> Name {
        let round = used / stems.count
        let stem = stems[used % stems.count]
        used += 1
        let trade = Self.trades[random.below(Self.trades.count)]
        let number = round == 0 ? "" : "\(round + 1)"
        return Name(
            name: "\(stem)\(number.isEmpty ? "" : " " + number) \(random.pick(trade.words))",
            slug: stem.lowercased() + number, industry: trade.industry)
    }
}
