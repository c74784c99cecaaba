import Foundation
import Jinja
import SQL

/// A moment in UTC as templates see it: `run_started_at.strftime('%Y-%m-%d')`.
struct InstantValue: JinjaObject {
    let date: Date

    init(_ date: Date) { self.date = date }

    let jinjaTypeName = "datetime"
    var jinjaText: String { UTCTime.text(date) + "+00:00" }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        let days = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
        let seconds = Int(date.timeIntervalSince1970.rounded(.down)) - days * 86_400
        let civil = UTCTime.date(day: Int64(days))
        switch name {
        case "year": return .int(Int64(civil.year))
        case "month": return .int(Int64(civil.month))
        case "day": return .int(Int64(civil.day))
        case "hour": return .int(Int64(seconds / 3600))
        case "minute": return .int(Int64(seconds / 60 % 60))
        case "second": return .int(Int64(seconds % 60))
        case "strftime": return .function(name) { [self] call in .string(format(try call.requiredText(0, "format"))) }
        case "isoformat":
            return .function(name) { [date] _ in .string(UTCTime.text(date).replacing(" ", with: "T") + "+00:00") }
        case "date": return .function(name) { _ in .string(CivilText.date(days: Int64(days))) }
        case "timestamp": return .function(name) { [date] _ in .double(date.timeIntervalSince1970) }
        case "astimezone", "replace": return .function(name) { [self] _ in .object(self) }
        case "weekday": return .function(name) { _ in .int(Int64((days % 7 + 10) % 7)) }
        default: return nil
        }
    }

    /// The directives of Python's `strftime` that SQL people use.
    private func format(_ pattern: String) -> String {
        let text = CivilText.timestamp(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded(.down)))
        let parts = text.split { "- :.".contains($0) }.map(String.init)
        let fraction = parts.count > 6 ? parts[6] : "000000"
        var result = ""
        var characters = pattern.makeIterator()
        while let character = characters.next() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            switch characters.next() {
            case "Y": result += parts[0]
            case "y": result += parts[0].suffix(2)
            case "m": result += parts[1]
            case "d": result += parts[2]
            case "H": result += parts[3]
            case "M": result += parts[4]
            case "S": result += parts[5]
            case "f": result += fraction
            case "F": result += parts[0...2].joined(separator: "-")
            case "T": result += parts[3...5].joined(separator: ":")
            case "s": result += String(Int(date.timeIntervalSince1970.rounded(.down)))
            case "z": result += "+0000"
            case "Z": result += "UTC"
            case "%": result += "%"
            case let other: result += "%" + (other.map { String($0) } ?? "")
            }
        }
        return result
    }
}
