import Foundation

/// What is measured: `WAREHOUSE ROUNDS AS_OF [--plain] [--resident MIB] [DEFINITION.json …]`.
struct Options {
    var warehouse: String
    /// How often each chart is answered.
    var rounds: Int
    /// For which moment, in microseconds since 1970.
    var asOf: Int64
    /// Whether charts read the tables beside the events, as they do for people.
    var readsDerived = true
    /// MiB for lists of steps that stay in memory from round to round; `nil` reads them each time.
    var resident: Int?
    /// Files with definitions; if there are none, each line of the standard input names one.
    var definitions: [String] = []

    static let usage = "Usage: ChartBenchmark WAREHOUSE ROUNDS AS_OF [--plain] [--resident MIB] [DEFINITION.json …]"

    /// - Returns: `nil` if the arguments make no sense.
    init?(_ arguments: [String]) {
        var places: [String] = []
        var remaining = arguments[...]
        while let argument = remaining.popFirst() {
            switch argument {
            case "--plain": readsDerived = false
            case "--resident":
                guard let mebibytes = remaining.popFirst().flatMap({ Int($0) }), mebibytes > 0 else { return nil }
                resident = mebibytes
            case _ where argument.hasPrefix("--"): return nil
            default: places.append(argument)
            }
        }
        guard places.count >= 3, let rounds = Int(places[1]), rounds > 0, let asOf = Int64(places[2]) else {
            return nil
        }
        self.warehouse = places[0]
        self.rounds = rounds
        self.asOf = asOf
        definitions = Array(places.dropFirst(3))
    }
}
