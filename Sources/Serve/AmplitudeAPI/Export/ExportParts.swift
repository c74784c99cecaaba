internal import Warehouse

/// Events as lines of JSON, in parts that become a file each.
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

    /// - Parameters:
    ///   - types: The names of event types by their numbers.
    ///   - size: A part ends with the batch of rows that reaches so many bytes.
    init(_ stream: ResultStream, _ types: [Int64: String], size: Int) {
        self.types = types
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
