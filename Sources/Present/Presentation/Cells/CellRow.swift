internal import SemanticModel
internal import Warehouse

/// The columns of a result by the names of their fields.
struct CellColumns: Sendable {
    let fields: [Field]
    let renderers: [CellRenderer]
    private let places: [String: Int]

    init(_ fields: [Field]) {
        self.fields = fields
        renderers = fields.map(CellRenderer.init)
        places = Dictionary(
            fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    func place(of name: String) -> Int? { places[name] }
}

/// One row of a result, as templates and links read it.
struct CellRow: LiquidRow {
    let columns: CellColumns
    let batch: ColumnBatch
    let row: Int
    let drills: Drills

    func value(of field: Field) -> LiquidValue? {
        column(of: field).map { place in
            let column = batch.columns[place]
            guard let text = column.text(row: row) else { return .null }
            if column.number(row: row) != nil, let number = LiquidNumber(text) { return .number(number) }
            return .user(text)
        }
    }

    func rendered(_ field: Field) -> LiquidValue? {
        column(of: field).map { place in
            columns.renderers[place].text(of: batch.columns[place], row: row).map { .user($0) } ?? .null
        }
    }

    func filterText(of field: Field) -> String? {
        guard let place = column(of: field), field.category == .dimension else { return nil }
        return ValueFilter.expression(for: batch.columns[place].text(row: row), of: field)
    }

    func link(of field: Field) -> String? {
        column(of: field).map { drills.links(of: $0, in: self).first?.url ?? "" }
    }

    func text(_ place: Int) -> String? { batch.columns[place].text(row: row) }

    private func column(of field: Field) -> Int? {
        columns.place(of: field.name).flatMap { $0 < batch.columns.count ? $0 : nil }
    }
}
