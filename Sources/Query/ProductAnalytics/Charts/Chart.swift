package import JSON

/// One kind of chart: the parameters that only it has, and how its numbers come about.
package protocol Chart: Sendable {
    /// The word for it in definitions.
    static var kind: String { get }

    /// Reads its parameters; what is wrong goes to the reader.
    init(_ reader: inout DefinitionReader)

    /// What its numbers mean, in one or two sentences.
    func words(in context: ChartContext) -> String

    /// The time that it counts. By default the range.
    func span(in context: ChartContext) -> ChartSpan

    /// Whether it may be counted a second time, over an earlier time to compare it with.
    static var isComparable: Bool { get }
    /// The buckets whose places in both times belong together.
    func comparedBuckets(in context: ChartContext) -> Buckets
    /// Whether it tells groups apart that ``ChartContext/ranking(of:in:newIn:choose:)`` finds.
    var ranksGroups: Bool { get }

    /// Reads the events and works out the numbers.
    func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer

    /// The units behind one number of the answer, as many as the number says.
    /// - Parameter point: Which number, as the answer's kind writes it.
    /// - Throws: ``ChartError/invalid(_:)`` for a point that the chart doesn't have.
    func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits
}

extension Chart {
    package func span(in context: ChartContext) -> ChartSpan { .asked(in: context) }
    package static var isComparable: Bool { false }
    package func comparedBuckets(in context: ChartContext) -> Buckets { context.buckets }
    package var ranksGroups: Bool { false }
}

/// The numbers of a chart.
package protocol ChartAnswer: Sendable {
    /// What the warehouse was asked, in order.
    var sql: [String] { get }
    /// What a reader should know about these numbers: nothing found by a name, cuts, limits.
    var notes: [String] { get }
    /// Writes the members of the answer into an object that is open.
    func write(to writer: inout JSONWriter)
    /// The same for the time that a chart is compared with: what stands beside the answer's numbers.
    func writePast(to writer: inout JSONWriter)
}

extension ChartAnswer {
    package func writePast(to writer: inout JSONWriter) { write(to: &writer) }
}

/// Units behind a number, each once, in rising order.
package struct ChartUnits: Sendable {
    package var units: [Int64]
    /// Their names if they are texts.
    package var names: UnitNames?
    /// Where a number counts parts of units (sessions, values held), the part that each stands for; a unit is there once for
    /// each. `nil` where units count.
    package var parts: [String]?

    package init(units: [Int64], names: UnitNames?, parts: [String]? = nil) {
        self.units = units
        self.names = names
        self.parts = parts
    }
}
