internal import Foundation

/// Why a schedule can't be read.
package struct ScheduleError: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// What makes a model run without anybody asking.
package enum NodeSchedule: Sendable, Hashable {
    case cron(CronExpression)
    /// Every so many microseconds, counted from midnight UTC of 1970-01-01.
    case every(Int64)
    /// Once all of these syncs have brought something since the last run. Empty: any sync or load.
    case afterSync([String])
    /// When these models were built.
    case afterModel([String])
    case manual

    /// Whether the clock makes it due.
    var hasTime: Bool {
        switch self {
        case .cron, .every: true
        case .afterSync, .afterModel, .manual: false
        }
    }

    /// Reads `schedule` as written: cron, `06:00`, `every 15m`, `after sync salesforce, hubspot`, `after source pings`,
    /// `after load`, `after stg_account`, `manual`.
    /// - Throws: ``ScheduleError``.
    package init(_ text: String) throws(ScheduleError) {
        let words = text.lowercased().split(separator: " ").map(String.init)
        guard let first = words.first else { throw ScheduleError("The schedule is empty.") }
        if text == "manual" {
            self = .manual
        } else if first == "every" {
            self = .every(try Self.length(text, Array(words.dropFirst())))
        } else if first == "after" {
            self = try Self.after(text)
        } else if words.count == 1, first.contains(":") {
            guard let seconds = DailySnapshot.seconds(first), seconds % 60 == 0 else {
                throw ScheduleError("'\(text)' is no time of day; write it as 06:00.")
            }
            self = .cron(CronExpression(hour: seconds / 3_600, minute: seconds / 60 % 60))
        } else if words.count == 5 {
            self = .cron(try CronExpression(text))
        } else {
            throw ScheduleError(
                "'\(text)' is no schedule. Write cron (0 6 * * *), a time (06:00), every 15m, after sync NAME, "
                    + "after MODEL, or manual.")
        }
    }

    private static func length(_ text: String, _ words: [String]) throws(ScheduleError) -> Int64 {
        let joined = words.joined()
        let digits = joined.prefix { $0.isNumber }
        let unit: Int64? =
            switch String(joined.dropFirst(digits.count)) {
            case "m", "min", "minute", "minutes": 60
            case "h", "hour", "hours": 3_600
            case "d", "day", "days": 86_400
            default: nil
            }
        guard let unit, let count = digits.isEmpty ? 1 : Int64(digits), count > 0 else {
            throw ScheduleError("'\(text)' is no length of time; write every 15m, every 6h or every 1d.")
        }
        return count * unit * UTCTime.second
    }

    private static func after(_ text: String) throws(ScheduleError) -> NodeSchedule {
        let rest = text.dropFirst("after".count).trimmingCharacters(in: .whitespaces)
        for word in ["sync", "source", "load"] where rest == word || rest.hasPrefix(word + " ") {
            let names = rest.dropFirst(word.count).split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces).replacing(" loaded", with: "")
            }
            return .afterSync(names.filter { !$0.isEmpty && $0 != "loaded" })
        }
        let names = rest.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard !names.isEmpty, names.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else {
            throw ScheduleError("'\(text)' names nothing; write after sync NAME or after MODEL.")
        }
        return .afterModel(names)
    }
}

/// What is to be done about runs that were due while nobody was there.
package enum CatchUp: String, Sendable { case once, all, none }
