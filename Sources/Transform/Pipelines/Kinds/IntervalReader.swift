internal import Warehouse

/// What the inputs of a model that is built by time hold: from when, up to when, and whether it is still the same.
struct IntervalReader: Sendable {
    /// An input that is read interval by interval.
    struct TimeInput: Sendable {
        var id: NodeID
        /// As SQL names it.
        var relation: String
        var time: String
        /// Microseconds before the interval that are read too.
        var lead: Int64
        var loadedAt: String?
        /// Whether its own intervals are recorded.
        var isByTime: Bool
        var isModel: Bool
    }

    let environment: RunEnvironment
    let model: ModelNode
    let steps: TimeSteps
    let query: @Sendable (String) async throws(NodeFailure) -> ResultTable

    /// Whether intervals of a model are recorded.
    static func isByTime(_ model: ModelNode, layout: PipelineProject.Layout) -> Bool {
        if model.kind == .snapshot { return model.settings.snapshotOf != nil }
        guard model.kind == .incremental, model.settings.time != nil else { return false }
        switch model.settings.strategy {
        case .microbatch: return true
        // dbt says `event_time` of other strategies too, for what reads the model.
        case nil: return layout == .native
        default: return false
        }
    }

    func inputs() -> [TimeInput] {
        let compiler = NodeCompiler(project: environment.project, context: environment.context)
        var seen: Set<NodeID> = []
        return model.references.compactMap { reference in
            guard let id = reference.resolved, !reference.readsAll, seen.insert(id).inserted, id != model.id,
                let relation = compiler.relation(of: id)
            else { return nil }
            if let source = environment.project.sources[id] {
                let rule =
                    model.settings.inputs["\(source.source).\(source.name)"] ?? model.settings.inputs[source.name]
                guard let time = source.time, rule?.isReadWhole != true else { return nil }
                return TimeInput(
                    id: id, relation: relation, time: time, lead: Self.microseconds(rule?.lead),
                    loadedAt: source.loadedAtField, isByTime: false, isModel: false)
            }
            guard let input = environment.project.models[id], let time = input.settings.time else { return nil }
            let rule = model.settings.inputs[input.name]
            guard rule?.isReadWhole != true else { return nil }
            return TimeInput(
                id: id, relation: relation, time: time, lead: Self.microseconds(rule?.lead), loadedAt: nil,
                isByTime: Self.isByTime(input, layout: environment.project.layout), isModel: true)
        }
    }

    static func microseconds(_ duration: Duration?) -> Int64 {
        guard let parts = duration?.components else { return 0 }
        return parts.seconds * UTCTime.second + parts.attoseconds / 1_000_000_000_000
    }

    /// The first instant of which the inputs have a row; `nil` when they have none.
    func first(of inputs: [TimeInput]) async throws(NodeFailure) -> Int64? {
        var first: Int64?
        for input in inputs {
            let time = SQLName.quoted(input.time)
            let found = try await query("SELECT epoch_us(min(\(time))::TIMESTAMP) FROM \(input.relation)").int(0, 0)
            if let found { first = min(first ?? found, found) }
        }
        return first
    }

    /// Up to when all inputs that are read by time are complete; `nil` when nothing is there.
    func completeTo(of inputs: [TimeInput], _ versions: DataVersions) async throws(NodeFailure) -> Int64? {
        var least: Int64?
        for input in inputs {
            var known = versions.completeTo(of: input.id)
            if known == nil {
                known = try await query(
                    "SELECT epoch_us(\(TableWatermarks.end(of: input.time))) FROM \(input.relation)"
                ).int(0, 0)
            }
            guard let known else { return nil }
            least = min(least ?? known, known)
        }
        return least
    }

    /// What the inputs hold for each interval: another text when it is something else.
    func signatures(of inputs: [TimeInput], for ranges: [TimeRange]) async throws(NodeFailure) -> [TimeRange: String] {
        var signatures: [TimeRange: String] = [:]
        guard !ranges.isEmpty else { return signatures }
        for input in inputs {
            let found = input.isByTime ? try await builds(of: input, ranges) : try await contents(of: input, ranges)
            for range in ranges { signatures[range, default: ""] += "\(input.id.text)=\(found[range] ?? "0");" }
        }
        return signatures
    }

    /// Which builds the intervals of the input that an interval reads are of.
    private func builds(of input: TimeInput, _ ranges: [TimeRange]) async throws(NodeFailure) -> [TimeRange: String] {
        let table = try await query(
            """
            SELECT "from", "to", run || '/' || epoch_us(built) FROM pipelines.interval
            WHERE node = \(SQLName.literal(input.id.text)) ORDER BY "from"
            """)
        let built = (0..<table.count).map { row in
            (TimeRange(from: table.int(row, 0) ?? 0, to: table.int(row, 1) ?? 0), table.text(row, 2) ?? "")
        }
        var texts: [TimeRange: String] = [:]
        for range in ranges {
            let read = TimeRange(from: range.from - input.lead, to: range.to)
            let builds = built.filter { $0.0.overlaps(read) }.map(\.1)
            texts[range] = "\(builds.count)/\(NodeDefinitions.hash(builds).prefix(16))"
        }
        return texts
    }

    private func contents(of input: TimeInput, _ ranges: [TimeRange]) async throws(NodeFailure) -> [TimeRange: String] {
        let time = "s.\(SQLName.quoted(input.time))"
        // A model's table is made anew with other values in as many rows; a source grows.
        let newest = input.loadedAt.map { IncrementalBuild.column($0) } ?? time
        let measure =
            input.isModel
            ? "count(*) || '/' || sum(hash(s))"
            : "count(*) || '/' || coalesce(max(\(newest))::VARCHAR, '')"
        let values = ranges.enumerated().map { index, range in
            "(\(index), \(SQLName.timestamp(range.from - input.lead)), \(SQLName.timestamp(range.to)))"
        }.joined(separator: ", ")
        let span = TimeRange(
            from: (ranges.map(\.from).min() ?? 0) - input.lead, to: ranges.map(\.to).max() ?? 0)
        let table = try await query(
            """
            SELECT i.number, \(measure) FROM (VALUES \(values)) AS i(number, "from", "to")
            JOIN (SELECT * FROM \(input.relation) AS s WHERE \(time) >= \(SQLName.timestamp(span.from))
                AND \(time) < \(SQLName.timestamp(span.to))) AS s
            ON \(time) >= i."from" AND \(time) < i."to" GROUP BY 1
            """)
        var texts: [TimeRange: String] = [:]
        for row in 0..<table.count {
            guard let number = table.int(row, 0), ranges.indices.contains(Int(number)) else { continue }
            texts[ranges[Int(number)]] = table.text(row, 1)
        }
        return texts
    }
}
