/// Which counts a stream is asked for: no more than the chart's terms stand on.
struct StreamNeeds: Sendable, Equatable {
    var totals = false
    var sums = false
    var extremes = false
    var values = false
    var distinct = false
    /// Lengths of windows over which units are told apart; `nil` counts none.
    var uniques: Set<Int>?
    /// Units with an occurrence whose value is not missing.
    var valued: Set<Int>?
    /// Units with an occurrence whose number is above 0.
    var payers: Set<Int>?
    var pairs: Set<Int>?
    var frequencies: Set<FormulaWindow>?

    /// Whether it matters whose events are whose.
    var needsUnits: Bool {
        uniques != nil || valued != nil || payers != nil || pairs != nil || frequencies != nil
    }
    /// Whether nothing counts but how many events there are, and of whom.
    var needsOnlyDays: Bool {
        !sums && !extremes && !values && !distinct && valued == nil && payers == nil && pairs == nil
            && frequencies == nil
    }
    /// Whether numbers are read.
    var needsNumber: Bool { sums || extremes || values || payers != nil }
    /// Whether values are told apart.
    var needsValues: Bool { distinct || valued != nil || pairs != nil }

    static func add(_ window: FormulaWindow, to windows: inout Set<Int>?) {
        var lengths = windows ?? []
        switch window {
        case .rolling(let length), .rollingBefore(let length): lengths.insert(length)
        case .bucket, .cumulative, .rollingAverage: break
        }
        windows = lengths
    }
}
