/// A data action: a form that is sent to `url`.
package struct FieldAction: Sendable, Hashable {
    package struct Parameter: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
    package struct FormParameter: Sendable, Hashable {
        package var name: String
        /// `string`, `textarea` or `select`
        package var type: String
        package var label: String?
        package var description: String?
        package var defaultValue: String?
        package var isRequired: Bool
        /// What a `select` offers: the value that is sent and the text that people see.
        package var options: [Parameter]

        package init(
            name: String, type: String, label: String? = nil, description: String? = nil,
            defaultValue: String? = nil, isRequired: Bool = false, options: [Parameter] = []
        ) {
            self.name = name
            self.type = type
            self.label = label
            self.description = description
            self.defaultValue = defaultValue
            self.isRequired = isRequired
            self.options = options
        }
    }

    package var label: String
    package var url: String
    package var iconURL: String?
    package var formURL: String?
    package var parameters: [Parameter]
    package var formParameters: [FormParameter]
    /// User attributes that are sent along: the attribute and the name under which it goes.
    package var userAttributes: [Parameter]

    package init(
        label: String, url: String, iconURL: String? = nil, formURL: String? = nil, parameters: [Parameter] = [],
        formParameters: [FormParameter] = [], userAttributes: [Parameter] = []
    ) {
        self.label = label
        self.url = url
        self.iconURL = iconURL
        self.formURL = formURL
        self.parameters = parameters
        self.formParameters = formParameters
        self.userAttributes = userAttributes
    }

    /// Every text in which Liquid may stand.
    var texts: [String] {
        var texts: [String?] = [label, url, iconURL, formURL]
        texts += parameters.map(\.value)
        for field in formParameters {
            texts += [field.label, field.description, field.defaultValue]
            texts += field.options.map(\.value)
        }
        return texts.compactMap { $0 }
    }
}
