internal import JSON

/// What a theme sets (Looker API 4.0, `ThemeSettings`).
enum ThemeSettings {
    static let properties: [(String, PropertyReader.Kind)] =
        texts.map { ($0, .text) } + flags.map { ($0, .bool) } + [("background_opacity", .number)]

    private static let texts = [
        "background_color", "background_image_url", "background_image_id", "base_font_size", "color_collection_id",
        "font_color", "font_family", "font_source", "info_button_color", "primary_button_color",
        "text_tile_text_color", "tile_background_color", "text_tile_background_color", "tile_text_color",
        "title_color", "warn_button_color", "tile_title_alignment", "dashboard_title_font_size", "box_shadow",
        "page_margin_top", "page_margin_bottom", "page_margin_sides", "tile_title_font_size", "column_gap_size",
        "row_gap_size", "border_radius",
    ]

    private static let flags = [
        "show_filters_bar", "show_title", "tile_shadow", "show_last_updated_indicator", "show_reload_data_icon",
        "show_dashboard_menu", "show_filters_toggle", "show_dashboard_header", "center_dashboard_title",
        "show_explore_header", "show_explore_title", "show_explore_last_run", "show_explore_timezone",
        "show_explore_run_stop_button", "show_explore_actions_button", "show_look_header", "show_look_title",
        "show_look_last_run", "show_look_timezone", "show_look_run_stop_button", "show_look_actions_button",
    ]

    private static let standard: [String: JSONValue] = [
        "background_color": "#ffffff", "color_collection_id": .string(ColorCollections.standardID),
        "font_color": "#1f2933", "font_family": "Inter", "primary_button_color": "#1f5fa6",
        "info_button_color": "#1f5fa6", "warn_button_color": "#a33a2c", "tile_background_color": "#ffffff",
        "tile_text_color": "#1f2933", "title_color": "#1f2933", "text_tile_text_color": "#1f2933",
        "tile_title_alignment": "left", "center_dashboard_title": false, "tile_shadow": false,
    ]

    /// With every flag; texts that nobody has set and that have no standard are left out.
    static func whole(_ settings: JSONObject) -> JSONObject {
        var whole = JSONObject()
        for name in texts { whole[name] = settings[name] ?? standard[name] }
        for name in flags { whole[name] = settings[name]?.boolValue.map(JSONValue.bool) ?? standard[name] ?? true }
        whole["background_opacity"] = settings["background_opacity"] ?? .double(1)
        return whole
    }
}
