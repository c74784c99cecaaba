package import SemanticModel

/// What a table that is kept is made from: a derived table or an aggregate table, as a query without filters of its own
/// would compute it.
package struct TableDefinition: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case derivedTable(view: String)
        case aggregateTable(explore: String, name: String)
    }

    package var model: String
    package var subject: Subject
    /// The explore in whose queries the table is used: Liquid in its SQL may ask for it.
    package var explore: String
    /// The model, the table and its complete SQL, so that whatever gives different rows has a key of its own. Relative
    /// dates are in it as of fixed moments: a table that is built today is the same definition tomorrow. By it
    /// ``BuiltTables`` know the table.
    package var key: String
    /// The SELECT that gives the rows now, without bound values. It reads those of the tables it stands on that are built.
    package var sql: String
    package var storage: TableStorage
    /// The keys of the kept tables on which it stands, built or not. They are built before it.
    package var dependsOn: [String]
    /// How it grows; `nil` for a table that is always built as a whole.
    package var increment: TableIncrement?

    package init(
        model: String, subject: Subject, explore: String, key: String, sql: String, storage: TableStorage,
        dependsOn: [String] = []
    ) {
        self.model = model
        self.subject = subject
        self.explore = explore
        self.key = key
        self.sql = sql
        self.storage = storage
        self.dependsOn = dependsOn
    }

    /// For people: `thelook.order_facts`, `thelook.orders.daily_sales`.
    package var name: String {
        switch subject {
        case .derivedTable(let view): model + "." + view
        case .aggregateTable(let explore, let name): model + "." + explore + "." + name
        }
    }
}
