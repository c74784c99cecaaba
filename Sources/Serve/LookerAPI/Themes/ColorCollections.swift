internal import JSON

/// Palettes that charts may be drawn with (Looker API 4.0, `ColorCollection`). The names in `vis_config.color_application`
/// refer to these ids.
enum ColorCollections {
    static let standardID = "soundings"

    /// Colours that people who see few colours can tell apart, in their order: Okabe and Ito, 2008, without yellow, which
    /// is too light on white; and a second one with more contrast.
    static let all: [JSONValue] = [
        collection(
            standardID, "Soundings",
            categorical: ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#5B6770", "#8C6D1F"],
            sequential: ["#E6F1F8", "#7FB8DA", "#0072B2", "#00375A"],
            diverging: ["#B2522B", "#F0D9CE", "#F7F7F7", "#CFE1EE", "#1F5FA6"]),
        collection(
            "high-contrast", "High contrast",
            categorical: ["#004D80", "#8F3B00", "#005C43", "#7A2E5C", "#33404A", "#5E4A00"],
            sequential: ["#D5E3EE", "#33729C", "#00263F"], diverging: ["#7A2400", "#F7F7F7", "#003F72"]),
    ]

    static func collection(id: String) -> JSONValue? { all.first { $0["id"]?.stringValue == id } }

    private static func collection(
        _ id: String, _ label: String, categorical: [String], sequential: [String], diverging: [String]
    ) -> JSONValue {
        [
            "id": .string(id), "label": .string(label),
            "categoricalPalettes": [
                [
                    "id": .string(id + "-categorical"), "label": "Categories", "type": "Categorical",
                    "colors": .array(categorical.map(JSONValue.string)),
                ]
            ],
            "sequentialPalettes": [continuous(id + "-sequential", "Sequence", "Sequential", sequential)],
            "divergingPalettes": [continuous(id + "-diverging", "Diverging", "Diverging", diverging)],
        ]
    }

    private static func continuous(_ id: String, _ label: String, _ type: String, _ colors: [String]) -> JSONValue {
        let stops = colors.enumerated().map { place, color -> JSONValue in
            ["color": .string(color), "offset": .int(Int64(place * 100 / max(1, colors.count - 1)))]
        }
        return ["id": .string(id), "label": .string(label), "type": .string(type), "stops": .array(stops)]
    }
}
