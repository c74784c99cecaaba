package import JSON
package import SemanticModel

extension FieldAction {
    /// All of it, so that ``init(_:)`` gives the same again.
    var json: JSONValue {
        [
            "label": .string(label), "url": .string(url), "icon_url": JSONValue(iconURL),
            "form_url": JSONValue(formURL), "params": Self.pairs(parameters),
            "form": .array(formParameters.map(\.exactJSON)), "user_attributes": Self.pairs(userAttributes),
        ]
    }

    init?(_ json: JSONValue) {
        guard let label = json["label"]?.stringValue, let url = json["url"]?.stringValue else { return nil }
        self.init(
            label: label, url: url, iconURL: json["icon_url"]?.stringValue, formURL: json["form_url"]?.stringValue,
            parameters: Self.pairs(json["params"]),
            formParameters: (json["form"]?.arrayValue ?? []).compactMap { FormParameter($0) },
            userAttributes: Self.pairs(json["user_attributes"]))
    }

    private static func pairs(_ pairs: [Parameter]) -> JSONValue {
        .array(pairs.map { [.string($0.name), .string($0.value)] })
    }

    private static func pairs(_ json: JSONValue?) -> [Parameter] {
        (json?.arrayValue ?? []).compactMap { pair in
            guard let sides = pair.arrayValue, sides.count == 2, let name = sides[0].stringValue,
                let value = sides[1].stringValue
            else { return nil }
            return Parameter(name: name, value: value)
        }
    }
}

extension FieldAction.FormParameter {
    /// As Looker's API describes a field of a form (`DataActionFormField`); one without a label is called by its name.
    package var json: JSONValue { json(label: .string(label ?? name)) }

    /// So that ``init(_:)`` gives the same again.
    var exactJSON: JSONValue { json(label: JSONValue(label)) }

    private func json(label: JSONValue) -> JSONValue {
        [
            "name": .string(name), "type": .string(type), "label": label,
            "description": JSONValue(description), "default": JSONValue(defaultValue), "required": .bool(isRequired),
            "options": .array(options.map { ["name": .string($0.name), "label": .string($0.value)] }),
        ]
    }

    /// Of the form that ``json`` has; what is left out has its default.
    ///
    /// - Returns: `nil` without a name.
    init?(_ json: JSONValue) {
        guard let name = json["name"]?.stringValue, !name.isEmpty else { return nil }
        let required = json["required"]
        self.init(
            name: name, type: json["type"]?.stringValue ?? "string", label: json["label"]?.stringValue,
            description: json["description"]?.stringValue, defaultValue: Self.plainText(json["default"]),
            isRequired: required?.boolValue ?? ["yes", "true"].contains(required?.stringValue),
            options: (json["options"]?.arrayValue ?? []).compactMap { option in
                guard let name = Self.plainText(option["name"]) else { return nil }
                return .init(name: name, value: option["label"]?.stringValue ?? name)
            })
    }

    /// Servers write defaults and options as numbers, too.
    private static func plainText(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .some(.int), .some(.double), .some(.bool): value?.text
        default: nil
        }
    }
}
