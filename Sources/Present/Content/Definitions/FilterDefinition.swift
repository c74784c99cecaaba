package import JSON

/// A filter of a dashboard as it is written down.
package struct FilterDefinition: Sendable, Hashable {
    /// The key in `listen` and in addresses (`?Created=90+days`), blanks and case included. Unique on its dashboard.
    package var name: String
    package var title: String
    package var type: Kind
    /// A filter expression; may hold Liquid.
    package var defaultValue: String?
    package var model: String?
    package var explore: String?
    /// The field whose type and suggestions the control takes; the API calls it `dimension`.
    package var field: String?
    /// Filters whose values narrow this one's suggestions.
    package var listensToFilters: [String] = []
    package var allowMultipleValues = false
    package var required = false
    /// The control: `type`, `display`, `options`.
    package var uiConfig = JSONObject()
    /// Everything else that was written, carried through.
    package var extra = JSONObject()

    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case field = "field_filter"
        case date = "date_filter"
        case string = "string_filter"
        case number = "number_filter"
    }

    package init(name: String, title: String, type: Kind) {
        self.name = name
        self.title = title
        self.type = type
    }
}
