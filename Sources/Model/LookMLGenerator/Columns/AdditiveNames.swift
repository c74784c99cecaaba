/// Which numbers can be summed, by what a column is called. A sum that is missing is written in a minute; one that means
/// nothing is believed for years.
enum AdditiveNames {
    static func isAdditive(_ name: NameWords) -> Bool {
        let words = name.words
        guard let last = words.last, let first = words.first else { return false }
        guard !["is", "has", "was"].contains(first), words.allSatisfy({ !statistics.contains($0) }) else {
            return false
        }
        if amounts.contains(last) || (first == "num" && words.count > 1) || words.starts(with: ["number", "of"]) {
            return true
        }
        // `sort_order` is a place, and `order_value` is an amount.
        return last != "order" && words.allSatisfy { !labels.contains($0) && !$0.allSatisfy(\.isNumber) }
    }

    /// Figures that are made from others already, or that belong to one piece of what is counted.
    private static let statistics: Set<String> = [
        "average", "avg", "mean", "median", "min", "max", "minimum", "maximum", "rate", "ratio", "percent",
        "percentage",
        "pct", "percentile", "share", "probability", "unit", "per", "cumulative", "running", "balance", "stddev",
        "unique", "distinct",
        "variance",
    ]
    private static let amounts: Set<String> = ["count", "amount", "total", "sum", "quantity", "qty", "revenue"]
    /// Numbers that name, rank, date or place something.
    private static let labels: Set<String> = [
        "id", "key", "uuid", "guid", "code", "sk", "fk", "pk", "year", "quarter", "month", "week", "day", "hour",
        "minute", "second", "date", "time", "timestamp", "at", "epoch", "age", "latitude", "longitude", "lat", "lon",
        "lng", "zip", "zipcode", "postal", "postcode", "phone", "version", "revision", "build", "rank", "ranking",
        "score", "rating", "grade", "stars", "index", "idx", "position", "pos", "level", "tier", "temperature",
        "number", "no", "nr", "num", "seq", "sequence", "price", "port", "height", "width", "depth", "x", "y", "z",
        "bucket", "cohort", "status", "type", "flag", "factor", "altitude", "angle", "limit", "threshold",
    ]
}
