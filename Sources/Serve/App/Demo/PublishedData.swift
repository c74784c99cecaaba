import Foundation
import JSON

/// Two data sets that others have published, as events. demo/datasets/mapping.py sends the same.
struct PublishedData: Sendable {
    private let purchasesFile: String
    private let clicksFile: String

    /// - Throws: ``CommandFailure`` when a file is missing.
    init(folder: String) throws(CommandFailure) {
        func find(_ name: String) throws(CommandFailure) -> String {
            let path = URL(fileURLWithPath: folder).appendingPathComponent(name).path
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw CommandFailure(
                    "\(name) is missing in \(folder). Run scripts/bootstrap, which downloads it (make demo does that), "
                        + "or name the folder that has it with --data.")
            }
            return path
        }
        purchasesFile = try find("CDNOW_master.txt")
        clicksFile = try find("ecom.csv.gz")
    }

    /// Every purchase at an online music shop, January 1997 to June 1998. The file knows days only, so a purchase is
    /// dated noon UTC. Customer ids keep their leading zeros.
    func purchases() throws -> [PublishedEvent] {
        let text = try String(contentsOfFile: purchasesFile, encoding: .utf8)
        var events: [PublishedEvent] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split(separator: " ")
            if index == 0 || words.isEmpty { continue }
            let number = index + 1
            guard words.count == 4, words[1].count == 8, let date = Int(words[1]), let quantity = Int(words[2]),
                let value = Double(words[3])
            else { throw Self.unreadable(purchasesFile, number) }
            let time = Self.milliseconds(
                year: date / 10_000, month: date / 100 % 100, day: date % 100, hour: 12, minute: 0, second: 0)
            let customer = String(words[0])
            var writer = Self.event("purchase", user: customer, device: "cdnow-" + customer, time: time)
            writer.key("insert_id")
            writer.string("cdnow-\(number)")
            writer.key("revenue")
            writer.double(value)
            writer.key("quantity")
            writer.int(quantity)
            writer.endObject()
            events.append(PublishedEvent(time: time, number: number, json: writer.bytes))
        }
        return events
    }

    /// Visits to an online shop, click by click.
    func clicks() throws -> [PublishedEvent] {
        let text = String(decoding: try GzipFile.read(clicksFile), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        let names = [
            "user_id", "session_id", "event", "timestamp", "platform", "acquisition_channel", "user_cohort",
            "user_lifecycle",
        ]
        guard let header = lines.first, header.split(separator: ",").elementsEqual(names, by: { $0 == $1 }) else {
            throw Self.unreadable(clicksFile, 1)
        }
        return try lines.dropFirst().enumerated().map { index, line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == names.count, !line.contains("\""), let time = Self.milliseconds(cells[3]) else {
                throw Self.unreadable(clicksFile, index + 2)
            }
            var writer = Self.event(cells[2], user: cells[0], device: "shop-" + cells[0], time: time)
            writer.key("insert_id")
            writer.string("clickstream-\(index + 1)")
            writer.key("platform")
            writer.string(cells[4])
            Self.write("event_properties", [("session", cells[1]), ("channel", cells[5])], to: &writer)
            Self.write("user_properties", [("cohort", cells[6]), ("lifecycle", cells[7])], to: &writer)
            writer.endObject()
            return PublishedEvent(time: time, number: index + 1, json: writer.bytes)
        }
    }

    private static func event(_ type: String, user: String, device: String, time: Int64) -> JSONWriter {
        var writer = JSONWriter(capacity: 400)
        writer.beginObject()
        for (name, text) in [("event_type", type), ("user_id", user), ("device_id", device)] {
            writer.key(name)
            writer.string(text)
        }
        writer.key("time")
        writer.int(time)
        return writer
    }

    private static func write(_ name: String, _ members: [(String, String)], to writer: inout JSONWriter) {
        writer.key(name)
        writer.beginObject()
        for (name, text) in members {
            writer.key(name)
            writer.string(text)
        }
        writer.endObject()
    }

    /// `2024-03-13 10:21:14`, which is meant as UTC.
    private static func milliseconds(_ text: String) -> Int64? {
        let parts = text.split { $0 == "-" || $0 == " " || $0 == ":" }.compactMap { Int($0) }
        guard parts.count == 6 else { return nil }
        return milliseconds(
            year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: parts[5])
    }

    private static func milliseconds(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
    ) -> Int64 {
        var time = tm()
        time.tm_year = Int32(clamping: year - 1_900)
        time.tm_mon = Int32(clamping: month - 1)
        time.tm_mday = Int32(clamping: day)
        time.tm_hour = Int32(clamping: hour)
        time.tm_min = Int32(clamping: minute)
        time.tm_sec = Int32(clamping: second)
        return Int64(timegm(&time)) * 1_000
    }

    private static func unreadable(_ file: String, _ line: Int) -> CommandFailure {
        CommandFailure(
            "Line \(line) of \(file) is not as published. Remove it and run scripts/bootstrap, which downloads it."
        )
    }
}
