internal import Content
internal import FrontDoor
internal import JSON

/// Groups, roles, sets and attributes as Looker's API shows them.
enum AccessJSON {
    static func json(_ group: Group, count: Int, _ caller: Caller) -> JSONValue {
        [
            "id": .string(group.id), "name": .string(group.name),
            "can_add_to_content_metadata": .bool(group.canAddToContentMetadata),
            "contains_current_user": .bool(caller.groupIDs.contains(group.id)),
            "external_group_id": JSONValue(group.externalID), "externally_managed": .bool(group.isExternallyManaged),
            "externally_orphaned": false, "include_by_default": .bool(group.includesAll),
            "user_count": caller.seesUsers ? .int(Int64(count)) : .null, "can": can(caller, !group.includesAll),
        ]
    }

    static func json(_ role: Role, _ caller: Caller) -> JSONValue {
        [
            "id": .string(role.id), "name": .string(role.name), "permission_set": json(role.permissionSet, caller),
            "permission_set_id": .string(role.permissionSet.id), "model_set": json(role.modelSet, caller),
            "model_set_id": .string(role.modelSet.id), "internal": .bool(role.isInternal),
            "url": .string("/api/4.0/roles/" + role.id), "users_url": .string("/api/4.0/roles/\(role.id)/users"),
            "can": can(caller, !role.isInternal),
        ]
    }

    static func json(_ set: PermissionSet, _ caller: Caller) -> JSONValue {
        [
            "id": .string(set.id), "name": .string(set.name), "all_access": .bool(set.isAllAccess),
            "built_in": .bool(set.builtIn != nil), "internal": false,
            "permissions": .array(set.permissions.map(\.rawValue).sorted().map(JSONValue.string)),
            "url": .string("/api/4.0/permission_sets/" + set.id), "can": can(caller, set.builtIn == nil),
        ]
    }

    static func json(_ set: ModelSet, _ caller: Caller) -> JSONValue {
        [
            "id": .string(set.id), "name": .string(set.name), "all_access": .bool(set.isAll),
            "built_in": .bool(set.isAll), "models": .array(set.models.map(JSONValue.string)),
            "url": .string("/api/4.0/model_sets/" + set.id), "can": can(caller, !set.isAll),
        ]
    }

    static func json(_ permission: Permission) -> JSONValue {
        [
            "permission": .string(permission.rawValue), "parent": JSONValue(permission.parent?.rawValue),
            "description": .string(permission.summary), "can": ["show": true],
        ]
    }

    static func json(_ attribute: UserAttribute, _ caller: Caller) -> JSONValue {
        [
            "id": .string(attribute.id), "name": .string(attribute.name), "label": .string(attribute.label),
            "type": .string(attribute.kind.rawValue),
            "default_value": attribute.isHidden ? .null : JSONValue(attribute.defaultValue),
            "is_system": .bool(attribute.isSystem), "is_permanent": .bool(attribute.isSystem),
            "value_is_hidden": .bool(attribute.isHidden), "user_can_view": .bool(attribute.userCanView),
            "user_can_edit": .bool(attribute.userCanEdit),
            "hidden_value_domain_whitelist": JSONValue(attribute.hiddenValueDomains),
            "can": can(caller, !attribute.isSystem),
        ]
    }

    static func json(_ value: AttributeValue, _ caller: Caller) -> JSONValue {
        let source: JSONValue =
            switch value.source {
            case .system: "system"
            case .user: "user"
            case .group(_, let name): .string("group " + name)
            case .standard: "default"
            case .none: .null
            }
        let attribute = value.attribute
        return [
            "name": .string(attribute.name), "label": .string(attribute.label),
            "rank": value.rank.map { .int($0) } ?? .null,
            "value": attribute.isHidden ? .null : JSONValue(value.value), "user_id": .string(value.userID),
            "user_can_edit": .bool(attribute.userCanEdit), "value_is_hidden": .bool(attribute.isHidden),
            "user_attribute_id": .string(attribute.id), "source": source,
            "hidden_value_domain_whitelist": JSONValue(attribute.hiddenValueDomains), "can": can(caller, true),
        ]
    }

    static func json(_ value: GroupAttributeValue, _ caller: Caller) -> JSONValue {
        [
            "id": .string(value.id), "group_id": .string(value.groupID),
            "user_attribute_id": .string(value.attributeID),
            "value_is_hidden": .bool(value.isHidden), "rank": .int(value.rank),
            "value": value.isHidden ? .null : .string(value.value), "can": can(caller, true),
        ]
    }

    private static func can(_ caller: Caller, _ isChangeable: Bool) -> JSONValue {
        let admin = JSONValue.bool(caller.isAdmin)
        let change = JSONValue.bool(caller.isAdmin && isChangeable)
        return ["show": true, "index": true, "create": admin, "update": change, "destroy": change]
    }
}
