internal import Warehouse

/// The events of an hour as lines of JSON, in parts that become a file each.
struct ExportParts {
    struct Part {
        /// From 0.
        var number: Int
        /// Whole lines.
        var lines: [UInt8]
    }

    private var rows: ResultStream.AsyncIterator
    private let places: [String: Int]
    private let types: [Int64: String]
    private let size: Int
    private var number = 0
    private var isDone = false

    /// - Parameter size: A part ends with the batch of rows that reaches so many bytes.
    init(_ export: EventExport, _ hour: EventExport.Hour, size: Int) async throws {
        types = try await export.names()
        let stream = try await export.rows(of: hour)
        places = Dictionary(
            stream.columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        rows = stream.makeAsyncIterator()
        self.size = size
    }

    /// - Returns: `nil` after the last part.
    mutating func next() async throws -> Part? {
        guard !isDone else { return nil }
        var lines: [UInt8] = []
        while lines.count < size {
            guard let batch = try await rows.next() else {
                isDone = true
                break
            }
            EventExport.write(batch, places: places, types: types, to: &lines)
        }
        guard !lines.isEmpty else { return nil }
        number += 1
        return Part(number: number - 1, lines: lines)
    }
}
