package import JSON

extension FunnelChart {
    /// The units behind one number:
    ///
    /// - `{"step": 2}` or `{"step": 2, "outcome": "dropped"}` (reached the step before, not this one), `{"outcome": "open"}`;
    /// - `{"from_ms": 0, "to_ms": 60000}`: a bin of the time to convert;
    /// - `{"times": 3}`: a bin of the frequency view;
    /// - `{"driver": "view", "did": true, "converted": false}`.
    ///
    /// Each with `segment` (0), `bucket` (the whole range), and `group`, a value, or `rest`: `other` or `did_not_reach`.
    /// Where a unit is parted by sessions or held values it stands there once for each part, with the part's name. Of
    /// attempts the distinct units are listed, as many as the answer's `units` say.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        try check()
        var reader = DefinitionReader(point)
        let group = Self.group(&reader)
        let focus = self.focus(&reader, in: context, byGroup: group != nil)
        if group != nil, breakdown == nil { reader.report("group", "The funnel has no breakdown.") }
        if group != nil, !focus.isOfWays {
            reader.report("group", "This number is known for all groups together only.")
        }
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let outcome = try await run(in: context, focus: focus)
        let hits = try self.hits(outcome.pass, focus, in: group).sorted {
            ($0.unit, $0.part ?? "") < ($1.unit, $1.part ?? "")
        }
        return ChartUnits(
            units: hits.map(\.unit), names: outcome.names,
            parts: per == .session || !held.isEmpty ? hits.map { $0.part ?? "" } : nil)
    }

    private static func group(_ reader: inout DefinitionReader) -> FunnelGroup? {
        if let rest = reader.text("rest") {
            switch rest {
            case "other": return .other
            case "did_not_reach": return .notReached
            default: reader.report("rest", "This is other or did_not_reach.")
            }
        }
        guard let text = reader.text("group") else { return nil }
        return .value(text == PropertyFilter.noneText ? nil : text == PropertyFilter.emptyText ? "" : text)
    }

    private enum Outcome: String, CaseIterable { case converted, dropped, open }

    private func focus(_ reader: inout DefinitionReader, in context: ChartContext, byGroup: Bool) -> FunnelFocus {
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        let bucket = reader.integer("bucket", in: 0...max(0, context.buckets.count - 1))
        if bucket != nil, !isOverTime { reader.report("bucket", "The funnel is not over time.") }
        func made(_ what: FunnelFocus.What) -> FunnelFocus {
            FunnelFocus(
                segment: segment, slot: isOverTime ? bucket.map { $0 + 1 } ?? 0 : 0, what: what, byGroup: byGroup)
        }
        if let histogram, let from = reader.integer("from_ms", in: 0...Int(Int32.max) * 1_000) {
            let to = reader.integer("to_ms", in: from...Int(Int32.max) * 1_000) ?? from
            return made(
                .took(Int64(from) * 1_000..<Int64(to) * 1_000, from: histogram.from - 1, to: histogram.to - 1))
        }
        if frequency != nil, let times = reader.integer("times", in: 0...Int(Int32.max)) { return made(.times(times)) }
        if drivers != nil, let name = reader.text("driver") {
            return made(.driver(name, did: reader.flag("did", or: true), converted: reader.flag("converted", or: true)))
        }
        let outcome: Outcome = reader.choice("outcome", or: .converted)
        let step = (reader.integer("step", in: 1...steps.count) ?? 1) - 1
        switch outcome {
        case .converted: return made(.converted(step: step))
        case .dropped:
            if step == 0 { reader.report("step", "Nobody drops at the first step.") }
            return made(.dropped(step: step))
        case .open: return made(.open)
        }
    }

    private static func unknownGroup(_ value: String, among ranking: FunnelRanking) -> String {
        let message = "No group that is told apart has the value \"\(value)\"."
        if value.lowercased() == "other" || ranking.rest.contains(where: { ranking.text(of: $0) == value }) {
            return message + " All that are not are asked with \"rest\": \"other\"."
        }
        return message + NearestWord.question(value, among: ranking.top.compactMap(ranking.text(of:)))
    }

    private func hits(
        _ pass: FunnelPass, _ focus: FunnelFocus, in group: FunnelGroup?
    ) throws(ChartError) -> [FunnelHit] {
        guard let group, let ranking = FunnelRanking(pass) else { return pass.hits }
        let isIn: (Int) -> Bool
        switch group {
        case .all: isIn = { _ in true }
        case .notReached: isIn = { $0 == 0 }
        case .other: isIn = ranking.isRest
        case .value(let value):
            guard let place = ranking.group(value) else {
                throw .invalid("group", Self.unknownGroup(value ?? PropertyFilter.noneText, among: ranking))
            }
            isIn = { $0 == place }
        }
        return pass.hits.filter { hit in
            let bits = zip(hit.ways.groups, hit.ways.reached).filter { isIn($0.0) }.map(\.1)
            return focus.isBehind(bits.reduce(0, |), self)
        }
    }
}
