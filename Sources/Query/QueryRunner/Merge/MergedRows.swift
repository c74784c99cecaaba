internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// The rows of a merged query while sources are joined to them.
struct MergedRows {
    private(set) var fields: [Field]
    private(set) var columns: [Column]
    private(set) var rowCount: Int

    init(_ first: MergedQuery.Source) {
        fields = first.answer.query.fields
        (columns, rowCount) = Self.columns(of: first)
    }

    /// Without helper columns.
    private static func columns(of source: MergedQuery.Source) -> (columns: [Column], rowCount: Int) {
        let fields = source.answer.query.fields
        let batch = source.answer.rows.joined(columns: fields.count)
        return (Array(batch.columns.prefix(fields.count)), batch.rowCount)
    }

    mutating func join(_ source: MergedQuery.Source) throws(MergedQuery.Failure) {
        guard !source.mergeFields.isEmpty else { throw .noMergeFields(source: source.name) }
        let (added, addedRows) = Self.columns(of: source)
        let addedFields = source.answer.query.fields
        var own: [Int] = []
        var keys: [Column] = []
        for rule in source.mergeFields {
            guard let place = addedFields.firstIndex(where: { $0.name == rule.name }) else {
                throw .unknownField(rule.name, source: source.name)
            }
            guard let primary = fields.firstIndex(where: { $0.name == rule.primary }) else {
                throw .unknownField(rule.primary, source: source.name)
            }
            guard addedFields[place].category != .measure else {
                throw .notADimension(rule.name, source: source.name)
            }
            own.append(place)
            keys.append(columns[primary])
        }
        let ownColumns = own.map { added[$0] }
        var rowsByKey: [RowKey: [Int]] = [:]
        for row in 0..<addedRows { rowsByKey[Self.key(ownColumns, row), default: []].append(row) }

        let kept = addedFields.indices.filter { !own.contains($0) }
        let most = QueryRunner.largestHeldResult / max(1, columns.count + kept.count)
        var left: [Int?] = []
        var right: [Int?] = []
        for row in 0..<rowCount {
            let matches = rowsByKey[Self.key(keys, row)] ?? []
            guard left.count + max(1, matches.count) <= most else { throw .tooLarge(QueryRunner.largestHeldResult) }
            if matches.isEmpty {
                left.append(row)
                right.append(nil)
            }
            for match in matches {
                left.append(row)
                right.append(match)
            }
        }
        columns = columns.map { $0.taking(left) }
        rowCount = left.count
        for place in kept {
            var field = addedFields[place]
            if fields.contains(where: { $0.name == field.name }) { field.name = source.name + "_" + field.name }
            fields.append(field)
            columns.append(added[place].taking(right))
        }
    }

    /// A number is the same whatever type the database gave it.
    private static func key(_ columns: [Column], _ row: Int) -> RowKey {
        RowKey(
            columns.map { column in
                if let whole = column.exactInteger(row: row) { return String(whole) }
                if let number = column.double(row: row) { return Column.plain(number) }
                return column.scalarText(row: row)
            })
    }

    /// Rows that the sorts leave equal keep their order; sorts by what is no column have no effect.
    mutating func sort(by sorts: [AppliedSort]) {
        let keys = sorts.compactMap { sort in
            fields.firstIndex { $0.name == sort.field }.map { (columns[$0], sort.descending) }
        }
        guard !keys.isEmpty else { return }
        let order = (0..<rowCount).sorted { left, right in
            for (column, descending) in keys {
                let order = ValueOrder.compare(column, left, column, right)
                if order != 0 { return descending ? order > 0 : order < 0 }
            }
            return left < right
        }
        columns = columns.map { $0.taking(order) }
    }

    mutating func cut(to limit: Int) {
        guard limit < rowCount else { return }
        let places: [Int?] = Array(0..<max(0, limit))
        columns = columns.map { $0.taking(places) }
        rowCount = places.count
    }
}
