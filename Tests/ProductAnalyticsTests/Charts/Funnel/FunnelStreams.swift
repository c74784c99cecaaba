import JSON
import ProductAnalytics

/// Logs and funnels as the reference writes them.
enum FunnelStreams {
    static let start = moment("2026-03-02")
    static let hour = ChartCalendar.hour

    /// `A@0h B[red]@1h30m X@1.5s`: events from ``start`` on, with what is in brackets as the property `v` and the text of the
    /// time as the property `at`.
    static func log(_ streams: [Int: String], inactive: Set<String> = []) -> Log {
        var log = Log()
        log.inactiveTypes = inactive
        for (person, stream) in streams.sorted(by: { $0.key < $1.key }) {
            for token in stream.split(separator: " ") {
                let parts = token.split(separator: "@")
                let name = parts[0].split(separator: "[")
                var event = LogEvent(person, String(name[0]), at: start + length(String(parts[1])))
                event.properties["at"] = .string(String(parts[1]))
                if name.count > 1 { event.properties["v"] = .string(String(name[1].dropLast())) }
                log.events.append(event)
            }
        }
        return log
    }

    static func log(_ stream: String) -> Log { log([1: stream]) }

    /// `24h00m01s`
    static func length(_ text: String) -> Int64 {
        var length: Int64 = 0
        var digits = ""
        let units: [Character: Int64] = ["h": hour, "m": ChartCalendar.minute, "s": ChartCalendar.second]
        for character in text {
            if let unit = units[character] {
                length += Int64(((Double(digits) ?? 0) * Double(unit)).rounded())
                digits = ""
            } else {
                digits.append(character)
            }
        }
        return length
    }

    /// `A,A|B`
    static func steps(_ text: String) -> [FunnelStep] {
        text.split(separator: ",").map { step in
            let names = step.split(separator: "|").map { EventSelection.Branch(.named(String($0))) }
            return FunnelStep(EventSelection(names))
        }
    }
}

extension TestLog {
    /// The times of the chosen chain's events, read by a breakdown at each step.
    func chain(_ chart: FunnelChart, in context: ChartContext) async throws -> [String] {
        var times: [String] = []
        for step in chart.steps.indices {
            var chart = chart
            chart.breakdown = FunnelBreakdown(PropertyReference("event.at"), .step(step + 1))
            let answer = try await chart.funnel(in: context)
            for series in answer.series {
                if case .value(let text?) = series.group { times.append(text) }
            }
        }
        return times
    }
}
