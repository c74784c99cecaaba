/// What most fields leave out: how a field is linked, drawn, suggested and sorted beyond its values.
///
/// Text is as the project's files have it: Liquid stays in it for whoever shows it.
package struct FieldDetails: Sendable, Equatable {
    /// `link` blocks in their order.
    package var links: [FieldLink] = []
    /// `action` blocks in their order.
    package var actions: [FieldAction] = []
    /// `html`: Liquid that makes the HTML of a cell; to be cleaned before it is shown.
    package var html: String?
    /// `order_by_field`, full name: sorting by this field sorts by that one.
    package var orderByField: String?
    /// `required_fields`, full names: selecting this field selects and groups by those.
    package var requiredFields: [String] = []
    /// `label_from_parameter`, full name of a parameter: the column is called as the chosen value's label.
    package var labelFromParameter: String?
    /// `can_filter`: whether people may filter by it.
    package var canFilter = true
    /// `allow_fill`: whether rows that the database doesn't return may be added.
    package var allowFill = true
    /// `case_sensitive` of the field; `nil` is the explore's.
    package var caseSensitive: Bool?
    /// `alpha_sort`: cases sort by their labels and not by their order.
    package var sortsAlphabetically = false
    /// `map_layer_name`: a layer of the model or of the language.
    package var mapLayer: String?
    /// `synonyms`: other words under which a search finds the field.
    package var synonyms: [String] = []
    /// `string_datatype: unicode`, for databases that set two kinds of text apart.
    package var stringDatatype: String?
    /// `skip_drill_filter`: the field's value is not a filter of what one drills into.
    package var skipsDrillFilter = false
    package var suggestions = SuggestionRules()
    /// What a `location` or a `distance` is made of.
    package var geography: Geography?
    /// Of a filter or a parameter: what it holds until somebody chooses; a filter expression for a filter.
    package var defaultValue: String?
    /// Of a parameter: what may be chosen. Empty: anything of its type.
    package var allowedValues: [AllowedValue] = []

    package init() {}
}

/// Where the values come from that a filter on a field offers. `Field.suggestions` is the fixed list, if there is one.
package struct SuggestionRules: Sendable, Equatable {
    /// `suggestable`, and the view's `suggestions`: `false` offers nothing.
    package var isSuggestable = true
    /// `suggest_explore`; `nil` is the explore of the query.
    package var explore: String?
    /// `suggest_dimension`: a full name; `nil` is the field itself.
    package var dimension: String?
    /// `suggest_persist_for` in seconds.
    package var lifetime = 21_600
    /// `full_suggestions`: asked through the explore, so that its row-level rules hold, instead of not at all.
    package var isFull = false
    /// `bypass_suggest_restrictions`: asked although the explore has row-level rules, and without them.
    package var bypassesRestrictions = false

    package init() {}
}

/// An entry of a cell's menu; left out when its label or URL is empty after Liquid.
package struct FieldLink: Sendable, Hashable {
    package var label: String
    package var url: String
    package var iconURL: String?

    package init(label: String, url: String, iconURL: String? = nil) {
        self.label = label
        self.url = url
        self.iconURL = iconURL
    }
}

/// One choice of a parameter.
package struct AllowedValue: Sendable, Hashable {
    package var label: String
    package var value: String

    package init(label: String, value: String) {
        self.label = label
        self.value = value
    }
}

/// Places on the globe. Coordinates are degrees, north and east positive.
package enum Geography: Sendable, Hashable {
    /// `type: location`; the field's own SQL is the text `latitude,longitude`.
    case location(latitude: SQLTemplate, longitude: SQLTemplate)
    /// `type: distance`: the great circle between two locations, by their full names. The field's own SQL computes it.
    case distance(from: String, to: String, units: DistanceUnit)
}

package enum DistanceUnit: String, Sendable, CaseIterable {
    case feet, kilometers, meters, miles, yards
    case nauticalMiles = "nautical_miles"

    /// The earth's mean radius (6371.0088 km, IUGG) in this unit.
    package var earthRadius: Double {
        switch self {
        case .kilometers: 6371.0088
        case .meters: 6_371_008.8
        case .miles: 6_371_008.8 / 1609.344
        case .nauticalMiles: 6_371_008.8 / 1852
        case .yards: 6_371_008.8 / 0.9144
        case .feet: 6_371_008.8 / 0.3048
        }
    }

    /// Behind the number in the default format.
    var symbol: String {
        switch self {
        case .kilometers: "km"
        case .meters: "m"
        case .miles: "mi"
        case .nauticalMiles: "nmi"
        case .yards: "yd"
        case .feet: "ft"
        }
    }
}
