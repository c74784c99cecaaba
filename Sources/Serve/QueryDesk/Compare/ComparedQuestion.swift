package import Content

/// A Look or a tile, as far as its numbers go.
package struct ComparedQuestion: Sendable {
    package var title: String
    /// Of the dashboard that the tile is on; `nil` for a Look.
    package var dashboard: String?
    /// Where a browser shows it.
    package var link: String
    package var body: QueryBody

    /// Each of the saved Looks, and each tile of the dashboards that has a query of its own, with the filters as they stand
    /// when the dashboard is opened. What can't be read has no numbers that could change.
    package static func all(looks: [Look], dashboards: [Dashboard]) -> [ComparedQuestion] {
        var questions = looks.compactMap { look -> ComparedQuestion? in
            guard let body = try? QueryBody(.object(look.query.definition.json)) else { return nil }
            return ComparedQuestion(title: look.title, dashboard: nil, link: "/looks/" + look.id, body: body)
        }
        for dashboard in dashboards {
            let filters = DashboardFilters(dashboard.filters.map(\.definition), given: [])
            for element in dashboard.elements where element.mergedQueries == nil {
                guard let body = (try? QueryBody(of: element, on: dashboard, filters)) ?? nil else { continue }
                questions.append(
                    ComparedQuestion(
                        title: element.title ?? element.look?.title ?? element.name,
                        dashboard: dashboard.title,
                        link: "/dashboards/" + dashboard.id, body: body))
            }
        }
        return questions
    }
}
