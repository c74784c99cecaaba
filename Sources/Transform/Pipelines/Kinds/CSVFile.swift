internal import Foundation

/// A CSV text after RFC 4180, with a header. Unquoted empty cells are `nil`, and so are quoted ones.
struct CSVFile: Sendable {
    private(set) var header: [String] = []
    private(set) var rows: [[String?]] = []

    init(_ text: String, delimiter: String, name: String) throws(NodeFailure) {
        guard let delimiter = delimiter.unicodeScalars.first, delimiter.isASCII else {
            throw NodeFailure("The delimiter of \(name) has to be one ASCII character.")
        }
        var parser = CSVParser(text, delimiter: UInt8(delimiter.value))
        while let record = parser.next() {
            if let line = parser.openQuote {
                throw NodeFailure("\(name):\(line): a quoted cell does not end.")
            }
            if header.isEmpty {
                header = record.map { $0.trimmingCharacters(in: .whitespaces) }
                try checkHeader(name)
            } else if record.count == 1, record[0].isEmpty, header.count > 1 {
                continue
            } else {
                guard record.count == header.count else {
                    throw NodeFailure(
                        "\(name):\(parser.recordLine): \(record.count) cells, where the header has \(header.count).")
                }
                rows.append(record.map { $0.isEmpty ? nil : $0 })
            }
        }
        guard !header.isEmpty else { throw NodeFailure("\(name) is empty; its first line has to name the columns.") }
    }

    private func checkHeader(_ name: String) throws(NodeFailure) {
        var seen: Set<String> = []
        for (index, column) in header.enumerated() {
            guard !column.isEmpty else { throw NodeFailure("\(name):1: column \(index + 1) has no name.") }
            guard seen.insert(column.lowercased()).inserted else {
                throw NodeFailure("\(name):1: two columns are named \(column).")
            }
        }
    }
}

private struct CSVParser {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var place = 0
    private var line = 1
    /// The line on which the last record began.
    private(set) var recordLine = 1
    /// The line on which a quote was opened that never ends.
    private(set) var openQuote: Int?

    init(_ text: String, delimiter: UInt8) {
        bytes = Array((text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text).utf8)
        self.delimiter = delimiter
    }

    mutating func next() -> [String]? {
        guard place < bytes.count else { return nil }
        recordLine = line
        var cells: [String] = []
        while true {
            cells.append(cell())
            guard place < bytes.count else { return cells }
            let byte = bytes[place]
            place += 1
            if byte == delimiter {
                if place == bytes.count { cells.append("") } else { continue }
                return cells
            }
            if byte == UInt8(ascii: "\r"), place < bytes.count, bytes[place] == UInt8(ascii: "\n") { place += 1 }
            line += 1
            return cells
        }
    }

    private mutating func cell() -> String {
        var cell: [UInt8] = []
        if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
            let start = line
            place += 1
            while true {
                guard place < bytes.count else {
                    openQuote = start
                    return String(decoding: cell, as: UTF8.self)
                }
                let byte = bytes[place]
                place += 1
                if byte == UInt8(ascii: "\"") {
                    guard place < bytes.count, bytes[place] == byte else { break }
                    place += 1
                }
                if byte == UInt8(ascii: "\n") { line += 1 }
                cell.append(byte)
            }
        }
        while place < bytes.count, bytes[place] != delimiter, bytes[place] != UInt8(ascii: "\n"),
            bytes[place] != UInt8(ascii: "\r")
        {
            cell.append(bytes[place])
            place += 1
        }
        return String(decoding: cell, as: UTF8.self)
    }
}
