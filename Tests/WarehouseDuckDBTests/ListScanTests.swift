import Testing
import Warehouse
import WarehouseDuckDB

/// Lists of numbers are read where the engine holds them.
@Suite struct ListScanTests {
    /// The elements of each row, as far as they lie where they are.
    private struct Lists: ChunkPass {
        var found: [[Int64]] = []
        var copied = 0

        mutating func take(_ chunk: ColumnChunk) {
            guard case .list(let rows, let elements) = chunk.columns[0].values else {
                copied += chunk.rowCount
                return
            }
            for row in 0..<chunk.rowCount {
                if chunk.columns[0].validity.isNull(row) {
                    found.append([-1])
                    continue
                }
                switch elements {
                case .uint16(let values): found.append(values[rows[row].range].map { Int64($0) })
                case .int64(let values): found.append(Array(values[rows[row].range]))
                default: copied += 1
                }
            }
        }
    }

    private func scan(_ sql: String) async throws -> Lists {
        var result = Lists()
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t AS \(sql)")
            result = try await warehouse.scan(Statement("SELECT l FROM t", label: "test"), Lists())
        }
        return result
    }

    @Test func `rows name their elements, also empty ones and NULL`() async throws {
        let lists = try await scan("SELECT unnest([[1, 2], [], NULL, [65535]]::USMALLINT[][]) AS l")
        #expect(lists.found == [[1, 2], [], [-1], [65_535]])
        #expect(lists.copied == 0)
    }

    @Test func `every chunk of a long table has its own elements`() async throws {
        let lists = try await scan("SELECT range(i, i + i % 5) AS l FROM range(10000) AS r(i)")
        #expect(lists.found.count == 10_000)
        #expect(lists.found.enumerated().allSatisfy { $1 == Array(Int64($0)..<Int64($0 + $0 % 5)) })
    }

    @Test func `lists with NULL among their elements, and those of texts, are copied`() async throws {
        #expect(try await scan("SELECT [1, NULL]::BIGINT[] AS l").copied == 1)
        #expect(try await scan("SELECT ['a'] AS l").copied == 1)
    }
}
