/// How names become labels.
enum Labels {
    static let yesNoSuffix = " (Yes / No)"

    /// `user_id` → "User ID"
    static func humanised(_ name: String) -> String {
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return humanisedBytes(name.utf8) }
        return name.split(whereSeparator: { $0 == "_" || $0 == "." || $0 == " " }).map { word in
            word.lowercased() == "id" ? "ID" : word.prefix(1).uppercased() + word.dropFirst()
        }.joined(separator: " ")
    }

    /// The same for the names that nearly all are: of ASCII.
    private static func humanisedBytes(_ name: String.UTF8View) -> String {
        var label: [UInt8] = []
        label.reserveCapacity(name.count)
        for word in name.split(whereSeparator: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == 0x20 }) {
            if !label.isEmpty { label.append(0x20) }
            if word.count == 2, word.first.map({ $0 | 0x20 }) == UInt8(ascii: "i"),
                word.last.map({ $0 | 0x20 }) == UInt8(ascii: "d")
            {
                label += "ID".utf8
                continue
            }
            for (place, byte) in word.enumerated() {
                let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                label.append(place == 0 && isSmall ? byte - 0x20 : byte)
            }
        }
        return String(decoding: label, as: UTF8.self)
    }

    static func hasCapitals(_ name: String) -> Bool {
        name.utf8.allSatisfy { $0 < 0x80 }
            ? name.utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            : name.contains(where: \.isUppercase)
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
