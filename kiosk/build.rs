//! Compiles the window with the shared look, and its translations into the program.

use slint_build::{CompilerConfiguration, DefaultTranslationContext, EmbedResourcesKind};
use std::collections::HashMap;
use std::path::PathBuf;

fn main() -> Result<(), slint_build::CompileError> {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/ui");
    let config = CompilerConfiguration::new()
        .with_library_paths(HashMap::from([("shared".to_owned(), shared)]))
        .embed_resources(EmbedResourcesKind::EmbedFiles)
        .with_default_translation_context(DefaultTranslationContext::None)
        .with_bundled_translations("../assets/lang");
    slint_build::compile_with_config("ui/app.slint", config)
}
