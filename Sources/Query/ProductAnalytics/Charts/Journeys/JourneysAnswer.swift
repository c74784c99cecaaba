package import JSON

/// The flow of paths, segment by segment.
package struct JourneysAnswer: ChartAnswer {
    package let segments: [String]
    /// By segment; with `between` only of the paths that arrive.
    package let flows: [JourneyFlow]
    /// By segment: paths that don't arrive; 0 unless `between`.
    package let notConverted: [Int]
    let anchor: JourneysChart.Anchor
    let counting: JourneysChart.Counting
    let sampling: Sampling?
    package let sql: [String]

    package var notes: [String] {
        let merged = flows.contains { flow in flow.columns.contains { $0.contains { $0.label == .more } } }
        return merged ? ["Nodes beyond the most frequent ones of a column are put together as \"more\"."] : []
    }

    package func write(to writer: inout JSONWriter) {
        writer.key("series")
        writer.beginArray()
        for (index, flow) in flows.enumerated() {
            writer.beginObject()
            writer.key("segment")
            writer.string(segments[index])
            count(flow.paths + notConverted[index], "paths", &writer)
            if counting == .uniques, let sampling {
                writer.key("paths_error")
                writer.double(sampling.error(ofCount: flow.paths + notConverted[index]))
            }
            if case .between = anchor {
                count(flow.paths, "converted", &writer)
                count(notConverted[index], "not_converted", &writer)
            }
            if anchor != .none { writeColumns(of: flow, to: &writer) }
            writeEdges(of: flow, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeColumns(of flow: JourneyFlow, to writer: inout JSONWriter) {
        writer.key("columns")
        writer.beginArray()
        for (place, column) in flow.columns.enumerated() {
            writer.beginArray()
            for node in column {
                writer.beginObject()
                // As points and edges count them.
                writer.key("column")
                writer.int(place + 1)
                label(node.label, "node", 0, &writer)
                count(node.count, "count", &writer)
                share(node.count, of: flow, &writer)
                count(node.ended, "ended", &writer)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endArray()
    }

    private func writeEdges(of flow: JourneyFlow, to writer: inout JSONWriter) {
        let isBackward = if case .endWith = anchor { true } else { false }
        writer.key("edges")
        writer.beginArray()
        for edge in flow.edges {
            // Where a path of `between` ends it has arrived.
            if case .between = anchor, edge.far == .ended { continue }
            writer.beginObject()
            writer.key("column")
            writer.int(Int64(edge.column))
            label(isBackward ? edge.far : edge.near, "from", edge.column, &writer)
            label(isBackward ? edge.near : edge.far, "to", edge.column + 1, &writer)
            count(edge.count, "count", &writer)
            share(edge.count, of: flow, &writer)
            writer.key("average_seconds")
            writer.numberOrNull(edge.averageSeconds)
            writer.endObject()
        }
        writer.endArray()
    }

    private func label(
        _ label: JourneyFlow.Label, _ key: String, _ column: Int, _ writer: inout JSONWriter
    ) {
        let (kind, name): (JourneyPoint.Kind, String) =
            switch label {
            case .node(let name): (.node, name)
            case .more: (.more, "more")
            case .ended: if case .endWith = anchor { (.entered, "entered") } else { (.droppedOff, "dropped off") }
            }
        writer.key(key)
        writer.string(anchor == .none ? "\(column)_\(name)" : name)
        writer.key(key + "_kind")
        writer.string(kind.rawValue)
    }

    private func count(_ value: Int, _ key: String, _ writer: inout JSONWriter) {
        writer.key(key)
        writer.int(Int64(sampling?.scaled(value) ?? value))
    }

    /// Of all paths of the first column.
    private func share(_ count: Int, of flow: JourneyFlow, _ writer: inout JSONWriter) {
        writer.key("share")
        writer.numberOrNull(flow.paths > 0 ? Double(count) / Double(flow.paths) : nil)
    }
}
