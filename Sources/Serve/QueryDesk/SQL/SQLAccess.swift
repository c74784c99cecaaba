package import FrontDoor
package import SemanticModel

/// Who may write SQL of their own, and which tables it may read.
///
/// SQL knows none of the model's rules. So whoever has rules of rows or columns on them gets none at all: tables are made from
/// other tables, and no list of them would be whole. Administrators make those rules and are under none here.
package struct SQLAccess: Sendable {
    /// Schemas that hold what the program keeps for itself, and derived tables that may be somebody's own.
    package var hiddenSchemas: Set<String>
    /// Where the collected events are, and what one needs beside to read them.
    package var eventSchemas: Set<String>
    package var eventPermission: String

    package init(
        hiddenSchemas: Set<String> = ["information_schema", "pg_catalog", "pipelines", "scratch"],
        eventSchemas: Set<String> = ["main", "raw"], eventPermission: String = "access_data"
    ) {
        self.hiddenSchemas = hiddenSchemas
        self.eventSchemas = eventSchemas
        self.eventPermission = eventPermission
    }

    /// Why a person gets no SQL of their own.
    package struct Refusal: Error, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// - Throws: ``RequestFailure`` without the permission on all models, ``Refusal`` under rules for rows or columns.
    package func check(_ caller: Caller, on project: Project) throws {
        guard caller.may("use_sql_runner") else { throw RequestFailure.forbidden("use_sql_runner") }
        guard caller.mayEverywhere("use_sql_runner") else {
            throw RequestFailure.refused(
                "SQL reaches the tables of every model, so it takes the permission 'use_sql_runner' on all models. Ask an "
                    + "administrator.")
        }
        try checkRules(on: caller, of: project)
    }

    /// The same of SQL that somebody has written elsewhere: in a model that is not served.
    /// - Throws: ``Refusal`` under rules for rows or columns.
    package func checkRules(on caller: Caller, of project: Project) throws {
        guard !caller.may("administer") else { return }
        for model in project.models {
            if let grant = model.accessGrants.values.first(where: {
                !model.isAllowed([$0.name], attributes: caller.attributes)
            }) {
                throw Refusal(
                    description:
                        "The access grant \(grant.name) of the model \(model.name) hides fields from you, and SQL of "
                        + "your own would not know of it. Use explores, or ask an administrator.")
            }
            if let explore = model.openedWhole().explores.first(where: Self.hasRowRules) {
                throw Refusal(
                    description:
                        "The explore \(explore.name) has rules for the rows that you may see, and SQL of your own "
                        + "would not know of them. Use explores, or ask an administrator.")
            }
        }
    }

    private static func hasRowRules(_ explore: Explore) -> Bool {
        if !explore.accessFilters.isEmpty { return true }
        var templates = [explore.sqlAlwaysWhere, explore.sqlAlwaysHaving]
        for view in explore.views {
            switch view.source {
            case .table(let sql), .derivedSQL(let sql): templates.append(sql)
            }
            templates += [view.join?.on, view.join?.rawClause, view.join?.sqlWhere]
        }
        return templates.compactMap(\.self).contains { template in
            template.parts.contains { part in
                if case .text(let text) = part {
                    text.contains("_user_attributes") || text.contains("_access_filters")
                } else {
                    false
                }
            }
        }
    }

    /// Whether a caller may know of a schema.
    package func shows(schema: String, to caller: Caller) -> Bool {
        let name = schema.lowercased()
        if hiddenSchemas.contains(name) { return false }
        // They belong to no model, so a right on one does not reach them.
        return !eventSchemas.contains(name) || caller.mayEverywhere(eventPermission)
    }
}
