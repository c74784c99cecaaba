import ExploreEvents
import ProductAnalytics
import Yams

extension SettingsReader {
    /// `analytics.derived_properties`: a list of properties with `name`, `expression` and maybe `description`.
    mutating func readDerivedProperties(_ node: Node, _ setting: String) {
        guard case .sequence(let elements) = node else {
            return report("settings-wrong-type", "\(setting) must be a list of properties.", node)
        }
        for element in elements { readDerivedProperty(element, setting) }
    }

    private mutating func readDerivedProperty(_ node: Node, _ setting: String) {
        var (name, expression): (Node?, Node?)
        var description = ""
        section(node, setting) { reader, key, value in
            switch key {
            case "name": name = value
            case "expression": expression = value
            case "description": description = reader.text(value, "\(setting).description") ?? ""
            default: return false
            }
            return true
        }
        guard case .mapping = node else { return }
        guard let name, let expression else {
            return report("settings-bad-value", "Each of \(setting) needs a name and an expression.", node)
        }
        guard let called = text(name, "\(setting).name"), let written = text(expression, "\(setting).expression")
        else { return }
        guard called.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
            return report(
                "settings-bad-value", "\(setting): the name '\(called)' has other characters than a-z, A-Z, 0-9 and _.",
                name)
        }
        guard !settings.analytics.derivedProperties.contains(where: { $0.name == called }) else {
            return report("settings-bad-value", "\(setting) has the name '\(called)' twice.", name)
        }
        let read = DerivedProperty.read(called, expression: written, description: description)
        for problem in read.problems {
            report("settings-bad-value", "\(setting), \(called): \(problem)", expression)
        }
        if let property = read.property { settings.analytics.derivedProperties.append(property) }
    }
}
