internal import JSON

/// Usage by day, week and month, each of which instances send as a list of one or, later, as the one itself.
enum PeriodicUsage {
    /// With one object or null for each period. An empty block stays empty: it means unknown.
    static func stored(_ view: JSONView) -> String? {
        guard view.kind == .object else { return nil }
        guard view.hasMembers else { return "{}" }
        var writer = JSONWriter()
        writer.beginObject()
        for period in ["Daily", "Weekly", "Monthly"] {
            writer.key(period)
            let value = view.member(period)
            let usage = value?.kind == .array ? value?.elements.first { _ in true } : value
            if let usage, usage.kind == .object { usage.write(to: &writer) } else { writer.null() }
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
