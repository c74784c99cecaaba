import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../theme/tokens.css";
import "../theme/base.css";
import "../components/components.css";
import "../charts/charts.css";
import "../filters/filters.css";
import "../results/results.css";
import "../features/metrics/metrics.css";
import "../features/catalogue/catalogue.css";
import "../features/pipelines/pipelines.css";
import "../features/product/product.css";
import "./app.css";
import { App } from "./App";
import { fetchPage } from "./routes";

fetchPage(window.location.pathname);
const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<StrictMode><App /></StrictMode>);
