//! Compiles the board's screens with the shared look and the bundled translations.

fn main() {
    let libraries = [("shared".to_owned(), "../shared/ui".into())].into();
    let config = slint_build::CompilerConfiguration::new()
        .with_library_paths(libraries)
        .with_bundled_translations("../assets/lang")
        .with_default_translation_context(slint_build::DefaultTranslationContext::None);
    slint_build::compile_with_config("ui/app.slint", config).expect("the board's screens compile");
}
