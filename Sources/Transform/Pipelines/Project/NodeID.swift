/// The name of one node in all projects, spelled as dbt spells it: `model.shop.orders`, `source.shop.crm.account`,
/// `test.shop.not_null_orders_id.cf6c17daed`.
package struct NodeID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var text: String

    package init(_ text: String) { self.text = text }

    package init(_ type: ResourceType, project: String, _ name: String) {
        text = "\(type.rawValue).\(project).\(name)"
    }

    package var description: String { text }

    package static func < (left: NodeID, right: NodeID) -> Bool { left.text < right.text }
}

/// What a node is, by dbt's name for it: the first part of its ``NodeID``.
package enum ResourceType: String, Sendable, Hashable, CaseIterable {
    case model, seed, snapshot, source, test, exposure, analysis, macro, group
    case unitTest = "unit_test"
}

/// A place in a file. `file` is the path as people know it (`pipelines/models/orders.sql`); lines and columns count from 1.
package struct FilePosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    package var description: String { "\(file):\(line):\(column)" }

    package static func < (left: FilePosition, right: FilePosition) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
