/// How names become labels.
enum Labels {
    static let yesNoSuffix = " (Yes / No)"

    /// `user_id` → "User ID"
    static func humanised(_ name: String) -> String {
        name.split(whereSeparator: { $0 == "_" || $0 == "." || $0 == " " }).map { word in
            word.lowercased() == "id" ? "ID" : word.prefix(1).uppercased() + word.dropFirst()
        }.joined(separator: " ")
    }

    /// "Orders" and "Created Date" → "Orders Created Date"
    static func full(view: String, field: String) -> String {
        let view = view.trimmingBlanks()
        return view.isEmpty ? field : view + " " + field
    }
}

extension Field {
    /// The field under another heading of the picker.
    func under(viewLabel: String) -> Field {
        var field = self
        field.viewLabel = viewLabel.trimmingBlanks()
        field.label = Labels.full(view: viewLabel, field: labelShort)
        return field
    }
}
