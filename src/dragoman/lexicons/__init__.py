"""Word lists and facts as TOML, and what reads them."""
