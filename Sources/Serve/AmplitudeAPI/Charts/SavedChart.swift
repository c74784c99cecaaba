internal import JSON
internal import ProductAnalytics

/// A chart that the project keeps, answered in Amplitude's form.
struct SavedChart {
    private let definition: JSONValue
    private let isSampled: Bool

    /// - Parameters:
    ///   - project: Whose collected events it has to read: keys open no others, and none of an explore's rows.
    ///   - usual: What a chart reads that names no project.
    /// - Returns: `nil` for a chart of anything else.
    init?(_ definition: JSONValue, about project: Int, orElse usual: Int) throws(ChartError) {
        let chart = try ChartDefinition(definition)
        guard case .events(let number) = chart.source, (number ?? usual) == project else { return nil }
        self.definition = definition
        isSampled = chart.sample != nil
    }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] {
        guard !isSampled else {
            throw AmplitudeFailure.invalid(
                """
                This chart looks at a sample of the people, and this form has no place for how exact its numbers are. Take \
                the sample away, or ask /api/v1/charts/run.
                """)
        }
        // Segments go by their places.
        var members = definition.objectValue ?? JSONObject()
        if let segments = definition["segments"]?.arrayValue {
            members["segments"] = .array(
                segments.enumerated().map { place, segment in
                    var named = segment.objectValue ?? JSONObject()
                    named["name"] = .string(String(place))
                    return .object(named)
                })
        }
        let interval = definition["interval"]?.stringValue.flatMap(ChartInterval.init) ?? .day
        switch definition["chart"]?.stringValue {
        case "segmentation": return SegmentationRequest.write(try await ask(.object(members)), interval)
        case "retention": return RetentionRequest.write(try await ask(.object(members)))
        case "funnel":
            members["over_time"] = true
            let reply = try await ask(.object(members))
            let events = (reply.value["steps"]?.arrayValue ?? []).map { $0["name"]?.stringValue ?? "" }
            return FunnelReply(
                [reply], events: events, interval: interval, isBroken: definition["breakdown"] != nil
            ).bytes
        default:
            throw AmplitudeFailure.invalid(
                """
                Charts of the kind \(definition["chart"]?.stringValue ?? "") have no answer in this form. Ask \
                /api/v1/charts/run for its own.
                """)
        }
    }
}

/// A chart's answer as a table.
enum ChartCSV {
    /// A line for each series or step, a column for each date.
    /// - Parameter answer: That of segmentation, funnels or retention.
    static func text(_ answer: JSONValue) throws(AmplitudeFailure) -> String {
        guard let data = answer["data"] else { throw .invalid("This chart is no table.") }
        var lines: [[String]] = []
        if let funnels = data.arrayValue {
            for funnel in funnels {
                let events = (funnel["events"]?.arrayValue ?? []).map(shown)
                lines.append(["Segment", "Group"] + events)
                lines.append(
                    [String(funnel["meta"]?["segmentIndex"]?.intValue ?? 0), funnel["groupValue"].map(shown) ?? ""]
                        + (funnel["cumulativeRaw"]?.arrayValue ?? []).map(shown))
            }
        } else if let dates = data["xValues"]?.arrayValue {
            lines.append(["Series"] + dates.map(shown))
            let labels = data["seriesLabels"]?.arrayValue ?? []
            for (place, series) in (data["series"]?.arrayValue ?? []).enumerated() {
                let label = place < labels.count ? labels[place] : .null
                lines.append([label.arrayValue?.last.map(shown) ?? shown(label)] + (series.arrayValue ?? []).map(shown))
            }
        } else {
            for series in data["series"]?.arrayValue ?? [] {
                let cohorts = series["values"]?.objectValue?.members ?? []
                let columns = cohorts.map { $0.value.arrayValue?.count ?? 0 }.max() ?? 0
                lines.append(["Cohort", "Size"] + (0..<max(0, columns - 1)).map { String($0) })
                for cohort in cohorts {
                    lines.append([cohort.key] + (cohort.value.arrayValue ?? []).map { $0["count"].map(shown) ?? "" })
                }
            }
        }
        return lines.map { $0.map(cell).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    }

    private static func shown(_ value: JSONValue) -> String {
        value.isNull ? "" : value.stringValue ?? value.text
    }

    private static func cell(_ text: String) -> String {
        text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
