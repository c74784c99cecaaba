package import JSON
package import QueryCompiler
internal import SemanticModel
package import Warehouse

/// What a cell has beside its value: HTML, the filter that lets its value through, and the entries of its menu.
package struct CellDecorator: Sendable {
    /// What one column needs; nothing for most.
    private struct Plan {
        var html: LiquidTemplate?
        var links: [FieldLink] = []
        var actions: [FieldAction] = []
    }

    private let facts: QueryFacts
    private let columns: CellColumns
    private let drills: Drills
    private let plans: [Plan]
    private let addsLinks: Bool
    private let token: (@Sendable (CellAction) -> String?)?

    /// - Parameters:
    ///   - addsLinks: Whether cells get their menus (`generate_drill_links`).
    ///   - token: What whoever chooses an action gives back, so that the server knows what it offered; `nil` where this
    ///     reader can't have it. Without it menus have no actions.
    package init(
        _ query: CompiledQuery, facts: QueryFacts, addsLinks: Bool,
        token: (@Sendable (CellAction) -> String?)? = nil
    ) {
        self.facts = facts
        self.addsLinks = addsLinks
        self.token = token
        columns = CellColumns(query.fields)
        drills = Drills(columns, pivots: query.pivots.map(\.name), facts: facts)
        plans = query.fields.map { field in
            let details = field.details
            return Plan(
                html: details.html.flatMap { try? LiquidTemplate.parse($0) }, links: details.links,
                actions: details.actions)
        }
    }

    /// The cell's HTML, clean; `nil` where its field has none, and where it can't be made from this row.
    package func html(of column: Int, in batch: ColumnBatch, row: Int) -> String? {
        guard let template = plans[column].html else { return nil }
        let context = PageLiquidContext(
            facts: facts, field: columns.fields[column], row: self.row(batch, row), escaper: LiquidHTMLEscaper())
        return (try? template.render(context)).map(HTMLSanitiser.clean)
    }

    /// The filter expression that lets through this value of a dimension and no other.
    package func filterText(of column: Int, in batch: ColumnBatch, row: Int) -> String? {
        self.row(batch, row).filterText(of: columns.fields[column])
    }

    /// Where a click leads, then the field's own links; those without a label or an address are left out.
    package func links(of column: Int, in batch: ColumnBatch, row: Int) -> [CellLink] {
        let row = self.row(batch, row)
        let field = columns.fields[column]
        var links = drills.links(of: column, in: row)
        for link in plans[column].links {
            guard let label = LiquidTemplate.shown(link.label, facts: facts, field: field, row: row)?.trimmedLine,
                let url = Self.url(link.url, facts, field, row), !label.isEmpty
            else { continue }
            let icon = link.iconURL.flatMap { Self.url($0, facts, field, row) }
            links.append(CellLink(kind: .link, label: label, url: url, iconURL: icon))
        }
        return links
    }

    /// The field's actions; those without a label or an address, or that this row can't fill in, are left out.
    package func actions(of column: Int, in batch: ColumnBatch, row: Int) -> [CellAction] {
        let actions = plans[column].actions
        guard !actions.isEmpty else { return [] }
        let row = self.row(batch, row)
        let field = columns.fields[column]
        return actions.enumerated().compactMap { place, action in
            action.shown(facts, field: field, row: row).map {
                CellAction(field: field.name, place: place, action: $0)
            }
        }
    }

    private static func url(_ text: String, _ facts: QueryFacts, _ field: Field, _ row: CellRow) -> String? {
        guard
            let url = LiquidTemplate.shown(text, facts: facts, field: field, row: row, as: LiquidURLEscaper())?
                .trimmedLine
        else { return nil }
        return url.isEmpty || url == LiquidURLEscaper.refused || !SafeURL.isAllowed(url) ? nil : url
    }

    private func row(_ batch: ColumnBatch, _ row: Int) -> CellRow {
        CellRow(columns: columns, batch: batch, row: row, drills: drills)
    }
}

extension CellDecorator {
    /// Adds `html`, `filterable_value` (where it is not the value's own text) and `links`, with the actions behind them,
    /// to a cell that is being written.
    package func write(_ column: Int, of batch: ColumnBatch, row: Int, to writer: inout JSONWriter) {
        if let html = html(of: column, in: batch, row: row) {
            writer.key("html")
            writer.string(html)
        }
        if let text = filterText(of: column, in: batch, row: row), text != batch.columns[column].text(row: row) {
            writer.key("filterable_value")
            writer.string(text)
        }
        guard addsLinks else { return }
        writer.key("links")
        writer.value(.array(links(of: column, in: batch, row: row).map(\.json) + entries(column, batch, row)))
    }

    private func entries(_ column: Int, _ batch: ColumnBatch, _ row: Int) -> [JSONValue] {
        guard let token else { return [] }
        return actions(of: column, in: batch, row: row).compactMap { action in
            token(action).map { action.json(token: $0) }
        }
    }
}

extension String {
    /// Without blanks around it and without line breaks.
    var trimmedLine: String {
        split(whereSeparator: \.isNewline).joined().split(separator: " ", omittingEmptySubsequences: true)
            .joined(separator: " ")
    }
}
