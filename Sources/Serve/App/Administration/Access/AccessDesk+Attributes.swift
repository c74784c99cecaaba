import Content
import JSON

extension AccessDesk {
    func performAttribute(_ order: AccessOrder) async throws -> Answer {
        switch order.verb {
        case .attributeList: return try await attributeList()
        case .attributeAdd:
            let name = try Self.needed(order, "attribute")
            var change = UserAttributeChange()
            change.name = name
            change.label = order.text("label") ?? Self.label(name)
            change.kind = order.text("type") ?? "string"
            change.defaultValue = order.text("default").map { .some($0) }
            change.isHidden = order.flag("hidden")
            change.userCanEdit = order.flag("editable")
            change.userCanView = !order.flag("hidden")
            let attribute = try await people.createUserAttribute(change)
            return Answer("The attribute \(attribute.name) is there.", ["id": .string(attribute.id)])
        default: break
        }
        let attribute = try await attribute(try Self.needed(order, "attribute"))
        switch order.verb {
        case .attributeDelete:
            try await people.deleteUserAttribute(attribute.id)
            return Answer("The attribute \(attribute.name) is deleted.")
        case .attributeSet:
            let value = order.text("value") ?? ""
            let (users, groups) = (order.texts("users"), order.texts("groups"))
            for name in users {
                try await people.setValue(value, ofAttribute: attribute.id, user: try await user(name).id)
            }
            for name in groups {
                _ = try await people.setGroupValue(value, ofAttribute: attribute.id, group: try await group(name).id)
            }
            if users.isEmpty, groups.isEmpty {
                var change = UserAttributeChange()
                change.defaultValue = .some(value)
                _ = try await people.updateUserAttribute(attribute.id, change)
            }
            let who = users.isEmpty && groups.isEmpty ? "everybody else" : (users + groups).joined(separator: ", ")
            return Answer("\(attribute.name) is \(attribute.isHidden ? "set" : "\"\(value)\"") for \(who).")
        case .attributeUnset:
            let (users, groups) = (order.texts("users"), order.texts("groups"))
            for name in users { try await people.removeValue(ofAttribute: attribute.id, user: try await user(name).id) }
            for name in groups {
                try await people.removeGroupValue(ofAttribute: attribute.id, group: try await group(name).id)
            }
            if users.isEmpty, groups.isEmpty {
                var change = UserAttributeChange()
                change.defaultValue = .some(nil)
                _ = try await people.updateUserAttribute(attribute.id, change)
            }
            return Answer("\(attribute.name) has no value of its own there any more.")
        default: throw CommandFailure("soundings \(order.verb.rawValue) is not about an attribute.")
        }
    }

    private static func label(_ name: String) -> String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    private func attributeList() async throws -> Answer {
        let attributes = try await people.userAttributes()
        let groups = Dictionary(
            try await people.groups().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var rows: [[String]] = []
        var json: [JSONValue] = []
        for attribute in attributes {
            let values = try await people.groupValues(ofAttribute: attribute.id).map { value in
                (groups[value.groupID] ?? value.groupID, value.isHidden ? "(hidden)" : value.value)
            }
            let standard = attribute.isHidden ? attribute.defaultValue.map { _ in "(hidden)" } : attribute.defaultValue
            rows.append([
                attribute.id, attribute.name, attribute.kind.rawValue, standard ?? "-",
                values.map { "\($0.0) = \($0.1)" }.joined(separator: ", "),
            ])
            json.append([
                "id": .string(attribute.id), "name": .string(attribute.name), "type": .string(attribute.kind.rawValue),
                "default": JSONValue(standard), "system": .bool(attribute.isSystem),
                "hidden": .bool(attribute.isHidden),
                "groups": .object(JSONObject(values.map { ($0.0, .string($0.1)) })),
            ])
        }
        return Answer(Self.table(["ID", "NAME", "TYPE", "DEFAULT", "GROUPS"], rows), .array(json))
    }
}
