import JSON

extension ChartTables {
    /// The nodes by column, as points count them, and what leads from one to the next.
    var journeys: [ReportTable] {
        series.flatMap { line -> [ReportTable] in
            var paths = "Paths: \(cell(line["paths"]))"
            if let error = line["paths_error"] { paths += " ± \(cell(error))" }
            if let converted = line["converted"] {
                paths += "; converted: \(cell(converted)), not converted: \(cell(line["not_converted"]))"
            }
            var edges = table(
                ofEdges: line["edges"]?.arrayValue ?? [], title: title(of: line, "From one to the next"))
            edges.remarks.append(paths + ".")
            guard let columns = line["columns"]?.arrayValue else { return [edges] }
            let nodes = columns.flatMap { $0.arrayValue ?? [] }
            return [table(ofNodes: nodes, title: title(of: line, "What they did")), edges]
        }
    }

    private func table(ofNodes nodes: [JSONValue], title: String) -> ReportTable {
        ReportTable(
            title: title, rowName: "column", rows: nodes.map { cell($0["column"]) },
            columns: [
                .init(name: "node", cells: nodes.map { name($0, "node") }, isText: true),
                .init(name: "paths", cells: nodes.map { cell($0["count"]) }),
                .init(name: "share", cells: nodes.map { cell($0["share"], ReportText.percent) }),
                .init(name: "ended", cells: nodes.map { cell($0["ended"]) }),
            ])
    }

    private func table(ofEdges edges: [JSONValue], title: String) -> ReportTable {
        ReportTable(
            title: title, rowName: "column", rows: edges.map { cell($0["column"]) },
            columns: [
                .init(name: "from", cells: edges.map { name($0, "from") }, isText: true),
                .init(name: "to", cells: edges.map { name($0, "to") }, isText: true),
                .init(name: "paths", cells: edges.map { cell($0["count"]) }),
                .init(name: "share", cells: edges.map { cell($0["share"], ReportText.percent) }),
                .init(
                    name: "mean time",
                    cells: edges.map { cell($0["average_seconds"]) { ReportText.duration(seconds: $0) } }),
            ])
    }

    /// What is no node stands in brackets: an event may be called so, too.
    private func name(_ value: JSONValue, _ key: String) -> String {
        let name = value[key]?.stringValue ?? ""
        return value[key + "_kind"] == "node" ? name : "(\(name))"
    }
}
