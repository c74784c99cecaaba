import ArgumentParser

struct ChartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart",
        abstract: "Run charts of product analytics, or check their definitions.",
        discussion: """
            A definition is YAML or JSON, such as {"chart": "funnel", "steps": ["sign up", "buy"]}; docs/reference/charts.md
            has them all. A file with charts of content/charts is taken as well.
            """,
        subcommands: [RunChartCommand.self, CheckChartCommand.self])
}
