package import Warehouse

/// Something that data passes on its way from a source to a tile.
package enum LineageNode: Sendable, Hashable {
    case table(TableName)
    case column(TableName, String)
    case explore(model: String, explore: String)
    /// `field` is `view.field`.
    case field(model: String, explore: String, field: String)
    case look(String)
    case tile(dashboard: String, tile: String)
    case dashboard(String)

    /// The name by which it can be asked for again.
    package var name: String {
        switch self {
        case .table(let table): table.description
        case .column(let table, let column): "\(table).\(column)"
        case .explore(let model, let explore): "\(model)::\(explore)"
        case .field(_, let explore, let field): "\(explore).\(field)"
        case .look(let id): "look:\(id)"
        case .tile(let dashboard, let tile): "tile:\(dashboard)/\(tile)"
        case .dashboard(let id): "dashboard:\(id)"
        }
    }

    package var kind: String {
        switch self {
        case .table: "table"
        case .column: "column"
        case .explore: "explore"
        case .field: "field"
        case .look: "look"
        case .tile: "tile"
        case .dashboard: "dashboard"
        }
    }
}

/// How something gets from one node to the next.
package enum LineageStep: String, Sendable, Hashable, CaseIterable {
    case copied, renamed, computed, aggregated
    /// The number of a table's rows.
    case rows
    /// Some or all of a table's columns; which can't be told.
    case unknown
    /// Decides which rows there are: filters, joins, groups.
    case condition
    /// A table is read, an explore stands on a table, content on an explore.
    case reads
    /// A field is shown.
    case shows
    /// A field is filtered by.
    case filters
    /// A tile shows a Look, a dashboard holds a tile.
    case holds
}

/// What people want to read about a node beside its name.
package struct LineageDetails: Sendable, Hashable {
    package var title: String?
    /// The file that defines it, below the project's root.
    package var path: String?
    /// What could not be told about its own lineage.
    package var problem: String?

    package init(title: String? = nil, path: String? = nil, problem: String? = nil) {
        self.title = title
        self.path = path
        self.problem = problem
    }
}
